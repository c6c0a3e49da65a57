/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/vocabulary.h"
#include "tree/strings.h"

typedef enum Kind {
    STRONG, /* alone enough */
    WEAK,   /* a common call: where its key is named, too */
    TYPE,   /* a type with a context field: where the field is named, too */
    INCLUDE,
} Kind;

struct HcVocabulary {
    HcWords *words;
    GArray *kinds;       /* of Kind, for each word */
    GPtrArray *keys;     /* char *: types of weak calls' keys, lower case */
    GPtrArray *fields;   /* const HcContextField * */
};

static void add_word(HcVocabulary *self, GPtrArray *words, const char *word,
                     Kind kind)
{
    for (guint i = 0; i < words->len; i++) {
        if (g_str_equal(words->pdata[i], word)) {
            Kind *known = &g_array_index(self->kinds, Kind, i);

            *known = MIN(*known, kind);
            return;
        }
    }
    g_ptr_array_add(words, (gpointer)word);
    g_array_append_val(self->kinds, kind);
}

/* A function that tells its dialect by itself (it is its pair's own witness)
 * matters wherever it is named; object_ref only where the type of its key is
 * named, too. */
static void add_pair(HcVocabulary *self, GPtrArray *words, const HcPair *pair)
{
    Kind kind = !pair->witness || !*pair->witness ||
                g_str_equal(pair->witness, pair->acquire.function) ||
                g_str_equal(pair->witness, pair->release.function)
        ? STRONG : WEAK;

    add_word(self, words, pair->acquire.function, kind);
    add_word(self, words, pair->release.function, kind);
    if (kind == WEAK && *pair->key_type) {
        g_ptr_array_add(self->keys, g_ascii_strdown(pair->key_type, -1));
    }
}

HcVocabulary *hc_vocabulary_new(const HcContract *contract,
                                const char *const *names, guint n)
{
    HcVocabulary *self = g_new0(HcVocabulary, 1);
    g_autoptr(GPtrArray) words = g_ptr_array_new();

    self->kinds = g_array_new(FALSE, FALSE, sizeof(Kind));
    self->keys = g_ptr_array_new_with_free_func(g_free);
    self->fields = g_ptr_array_new();
    for (guint i = 0; i < n; i++) {
        add_word(self, words, names[i], STRONG);
    }
    if (contract) {
        /* Annotations name functions that the contract does not. */
        add_word(self, words, "holdcheck.acquires", STRONG);
        add_word(self, words, "holdcheck.releases", STRONG);
        for (guint i = 0; i < contract->borrows->len; i++) {
            const HcBorrow *borrow = contract->borrows->pdata[i];

            add_word(self, words, borrow->call.function, STRONG);
        }
        for (guint i = 0; i < contract->pairs->len; i++) {
            add_pair(self, words, contract->pairs->pdata[i]);
        }
        for (guint i = 0; i < contract->context_fields->len; i++) {
            HcContextField *field = contract->context_fields->pdata[i];

            add_word(self, words, field->type, TYPE);
            g_ptr_array_add(self->fields, field);
        }
    }
    add_word(self, words, "include", INCLUDE);
    self->words = hc_words_new((const char *const *)words->pdata, words->len);
    return self;
}

void hc_vocabulary_free(HcVocabulary *self)
{
    if (self) {
        hc_words_free(self->words);
        g_array_unref(self->kinds);
        g_ptr_array_unref(self->keys);
        g_ptr_array_unref(self->fields);
        g_free(self);
    }
}

const HcWords *hc_vocabulary_words(const HcVocabulary *self)
{
    return self->words;
}

int hc_vocabulary_include(const HcVocabulary *self)
{
    return self->kinds->len - 1;
}

/* A variable of the type by the way it is named, iothread or iothread2, in
 * any case; not a call of that name. */
static gboolean names_key(const char *text, gsize length, const char *key)
{
    gsize size = strlen(key);

    for (gsize i = 0; i + size <= length; i++) {
        gsize end = i + size;

        if (g_ascii_tolower(text[i]) != *key ||
            g_ascii_strncasecmp(text + i, key, size) != 0 ||
            (i && hc_is_word(text[i - 1]))) {
            continue;
        }
        while (end < length && g_ascii_isdigit(text[end])) {
            end++;
        }
        if (end < length && hc_is_word(text[end])) {
            continue;
        }
        while (end < length && g_ascii_isspace(text[end])) {
            end++;
        }
        if (end == length || text[end] != '(') {
            return TRUE;
        }
    }
    return FALSE;
}

/* ->field or .field */
static gboolean reads_field(const char *text, gsize length, const char *field)
{
    g_autoptr(HcWords) words = hc_words_new(&field, 1);

    for (gsize at = 0; hc_words_next(words, text, length, &at) >= 0; at++) {
        gsize i = at;

        while (i && g_ascii_isspace(text[i - 1])) {
            i--;
        }
        if (i && (text[i - 1] == '.' ||
                  (i > 1 && text[i - 1] == '>' && text[i - 2] == '-'))) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean reads_context(const HcVocabulary *self, const char *text,
                              gsize length)
{
    for (guint i = 0; i < self->fields->len; i++) {
        const HcContextField *field = self->fields->pdata[i];
        g_autoptr(HcWords) words =
            hc_words_new((const char *const *)&field->type, 1);
        gsize at = 0;

        if (hc_words_next(words, text, length, &at) >= 0 &&
            reads_field(text, length, field->field)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_vocabulary_calls(const HcVocabulary *self, const char *text,
                             gsize length)
{
    gboolean weak = FALSE;
    int word;

    for (gsize at = 0;
         (word = hc_words_next(self->words, text, length, &at)) >= 0; at++) {
        Kind kind = g_array_index(self->kinds, Kind, word);

        if (kind == STRONG) {
            return TRUE;
        }
        weak |= kind == WEAK;
    }
    for (guint i = 0; weak && i < self->keys->len; i++) {
        if (names_key(text, length, self->keys->pdata[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_vocabulary_matters(const HcVocabulary *self, const char *text,
                               gsize length)
{
    return hc_vocabulary_calls(self, text, length) ||
           reads_context(self, text, length);
}
