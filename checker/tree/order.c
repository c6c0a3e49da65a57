/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/order.h"
#include "tree/mask.h"

#include <string.h>

/* A function, as far as text can tell. */
typedef struct Body {
    guint file;
    char *name;
    gsize from, to;     /* between its braces */
    gboolean matters;   /* takes or puts, or calls one that does */
    GArray *callees;    /* of guint: bodies */
} Body;

/* So many texts are read at most, all at a time: with more files than that
 * nobody waits. */
#define MAX_FILES 400

typedef struct File {
    gboolean begun;
    guint n_waits;          /* files that it waits for */
    GHashTable *waited_by;  /* set of 1 + index */
} File;

struct HcOrder {
    guint n;
    File *files;
    guint n_running;
};

/* What is needed to make one. */
typedef struct Reading {
    guint file;
    gsize length;
    GPtrArray *bodies;  /* Body */
} Reading;

static void body_free(gpointer data)
{
    Body *body = data;

    g_free(body->name);
    g_array_unref(body->callees);
    g_free(body);
}

/* Behind what closes the bracket at @at. */
static gsize behind(const char *text, gsize length, gsize at)
{
    char open = text[at], close = open == '(' ? ')' : '}';
    guint depth = 0;

    for (; at < length; at++) {
        if (text[at] == open) {
            depth++;
        } else if (text[at] == close && --depth == 0) {
            return at + 1;
        }
    }
    return length;
}

static gsize skip_blanks(const char *text, gsize length, gsize at)
{
    while (at < length && g_ascii_isspace(text[at])) {
        at++;
    }
    return at;
}

/* A definition has its braces behind the parameters; macros that are called at
 * file scope and prototypes have none. */
static void add_body(char *text, gsize from, gsize to, gpointer opaque)
{
    Reading *reading = opaque;
    gsize at = skip_blanks(text, reading->length, to);
    Body *body;

    at = skip_blanks(text, reading->length, behind(text, reading->length, at));
    if (at >= reading->length || text[at] != '{') {
        return;
    }
    body = g_new0(Body, 1);
    body->file = reading->file;
    body->name = g_strndup(text + from, to - from);
    body->from = at;
    body->to = behind(text, reading->length, at);
    body->callees = g_array_new(FALSE, FALSE, sizeof(guint));
    g_ptr_array_add(reading->bodies, body);
}

/* name -> 1 + index of the first body; of statics of one name in several
 * files any will do. */
static GHashTable *index_of(const GPtrArray *bodies)
{
    GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < bodies->len; i++) {
        Body *body = bodies->pdata[i];

        if (!g_hash_table_contains(index, body->name)) {
            g_hash_table_insert(index, body->name, GUINT_TO_POINTER(i + 1));
        }
    }
    return index;
}

/* The bodies of the file that @body is in come first: a static hides what is
 * called the same elsewhere. */
static void add_callees(Body *body, char *text, GHashTable *own,
                        GHashTable *all)
{
    gsize at = body->from;

    while (at < body->to) {
        gsize end = at;
        guint callee;
        char behind_word;

        while (end < body->to && hc_is_word(text[end])) {
            end++;
        }
        if (end == at) {
            at++;
            continue;
        }
        behind_word = text[end];
        text[end] = '\0';
        callee = GPOINTER_TO_UINT(g_hash_table_lookup(own, text + at));
        callee = callee ? callee
                        : GPOINTER_TO_UINT(g_hash_table_lookup(all, text + at));
        text[end] = behind_word;
        if (callee--) {
            g_array_append_val(body->callees, callee);
        }
        at = end;
    }
}

static gboolean calls_one_that_matters(const GPtrArray *bodies,
                                       const Body *body)
{
    for (guint i = 0; i < body->callees->len; i++) {
        guint callee = g_array_index(body->callees, guint, i);

        if (((Body *)bodies->pdata[callee])->matters) {
            return TRUE;
        }
    }
    return FALSE;
}

static void spread(GPtrArray *bodies)
{
    gboolean changed;

    do {
        changed = FALSE;
        for (guint i = 0; i < bodies->len; i++) {
            Body *body = bodies->pdata[i];

            if (!body->matters && calls_one_that_matters(bodies, body)) {
                body->matters = changed = TRUE;
            }
        }
    } while (changed);
}

static void note_waits(HcOrder *self, const GPtrArray *bodies)
{
    for (guint i = 0; i < bodies->len; i++) {
        const Body *body = bodies->pdata[i];

        for (guint k = 0; k < body->callees->len; k++) {
            const Body *callee =
                bodies->pdata[g_array_index(body->callees, guint, k)];

            if (callee->matters && callee->file != body->file &&
                g_hash_table_add(self->files[callee->file].waited_by,
                                 GUINT_TO_POINTER(body->file + 1))) {
                self->files[body->file].n_waits++;
            }
        }
    }
}

/* The bodies of each file, with what they call. */
static GPtrArray *read_all(HcFiles *files, const HcVocabulary *words,
                           const char *const *paths, guint n)
{
    GPtrArray *bodies = g_ptr_array_new_with_free_func(body_free);
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GHashTable) all = NULL;
    guint first = 0;

    for (guint i = 0; i < n; i++) {
        GString *text = g_string_new(NULL);
        Reading reading = { .file = i, .bodies = bodies };

        /* What cannot be read is no one's business yet. */
        if (!hc_files_read(files, hc_files_get(files, paths[i]), text)) {
            g_string_truncate(text, 0);
        }
        reading.length = text->len;
        hc_mask(text->str, text->len);
        hc_mask_each_declared(text->str, text->len, add_body, &reading);
        g_ptr_array_add(texts, g_string_free(text, FALSE));
    }
    all = index_of(bodies);
    for (guint i = 0; i < n; i++) {
        g_autoptr(GHashTable) own = g_hash_table_new(g_str_hash, g_str_equal);
        guint last = first;
        Body *body;

        for (; last < bodies->len &&
               (body = bodies->pdata[last])->file == i; last++) {
            g_hash_table_insert(own, body->name, GUINT_TO_POINTER(last + 1));
        }
        for (; first < last; first++) {
            body = bodies->pdata[first];
            body->matters = hc_vocabulary_calls(
                words, (char *)texts->pdata[i] + body->from,
                body->to - body->from);
            add_callees(body, texts->pdata[i], own, all);
        }
    }
    return bodies;
}

HcOrder *hc_order_new(HcFiles *files, const HcVocabulary *words,
                      const char *const *paths, guint n)
{
    HcOrder *self = g_new0(HcOrder, 1);
    g_autoptr(GPtrArray) bodies = NULL;

    self->n = n;
    self->files = g_new0(File, n);
    for (guint i = 0; i < n; i++) {
        self->files[i].waited_by = g_hash_table_new(NULL, NULL);
    }
    if (n > 1 && n <= MAX_FILES) {
        bodies = read_all(files, words, paths, n);
        spread(bodies);
        note_waits(self, bodies);
    }
    return self;
}

void hc_order_free(HcOrder *self)
{
    if (self) {
        for (guint i = 0; i < self->n; i++) {
            g_hash_table_unref(self->files[i].waited_by);
        }
        g_free(self->files);
        g_free(self);
    }
}

int hc_order_take(HcOrder *self)
{
    int found = -1;

    for (guint i = 0; i < self->n; i++) {
        if (self->files[i].begun) {
            continue;
        }
        if (!self->files[i].n_waits) {
            found = i;
            break;
        }
        if (found < 0 && !self->n_running) {
            found = i;
        }
    }
    if (found >= 0) {
        self->files[found].begun = TRUE;
        self->n_running++;
    }
    return found;
}

guint hc_order_running(const HcOrder *self)
{
    return self->n_running;
}

void hc_order_done(HcOrder *self, guint index)
{
    GHashTableIter iter;
    gpointer key;

    self->n_running--;
    g_hash_table_iter_init(&iter, self->files[index].waited_by);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        self->files[GPOINTER_TO_UINT(key) - 1].n_waits--;
    }
}
