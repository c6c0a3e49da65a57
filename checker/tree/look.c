/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/look.h"
#include "tree/mask.h"

#include <string.h>

/* The disk's cache does not get faster with more. */
#define MAX_THREADS 8

typedef struct Work {
    HcFiles *files;
    const HcVocabulary *words;
    HcLook *looks;
    guint n;
    int next;
} Work;

typedef struct Buffers {
    GString *text, *masked;
} Buffers;

/* "# include" before @at and a name behind it. */
static void take_include(HcLook *look, const char *text, gsize at)
{
    gsize begin = at, end;

    while (begin && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) {
        begin--;
    }
    if (!begin || text[begin - 1] != '#') {
        return;
    }
    begin--;
    while (begin && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) {
        begin--;
    }
    if (begin && text[begin - 1] != '\n') {
        return;
    }
    begin = at + strlen("include");
    begin += strspn(text + begin, " \t");
    if (text[begin] != '"' && text[begin] != '<') {
        return;
    }
    end = begin + 1 + strcspn(text + begin + 1,
                              text[begin] == '"' ? "\"\n" : ">\n");
    if (!text[end] || text[end] == '\n' || end == begin + 1) {
        return;
    }
    for (gsize i = begin; i <= end; i++) {
        /* FNV-1a */
        look->facts.includes = (look->facts.includes ^ (guint8)text[i]) *
                               G_GUINT64_CONSTANT(0x100000001b3);
    }
    g_string_append_len(look->includes, text + begin, end - begin);
    g_string_append_c(look->includes, '\0');
}

static void look_at(Work *work, HcLook *look, Buffers *buffers)
{
    const HcWords *all = hc_vocabulary_words(work->words);
    int include = hc_vocabulary_include(work->words);
    GString *text = buffers->text, *masked = buffers->masked;
    gboolean maybe = FALSE;
    int word;

    look->facts = (HcFacts){
        .includes = G_GUINT64_CONSTANT(0xcbf29ce484222325)
    };
    look->includes = g_string_new(NULL);
    if (!hc_files_read(work->files, look->file, text)) {
        return;
    }
    for (gsize at = 0;
         (word = hc_words_next(all, text->str, text->len, &at)) >= 0; at++) {
        if (word == include) {
            take_include(look, text->str, at);
        } else {
            maybe = TRUE;
        }
    }
    if (!maybe) {
        return;
    }
    g_string_truncate(masked, 0);
    g_string_append_len(masked, text->str, text->len);
    hc_mask(masked->str, masked->len);
    look->facts.matters = hc_vocabulary_matters(work->words, masked->str,
                                                masked->len);
    if (look->facts.matters) {
        hc_mask_declarations(masked->str, masked->len);
        look->facts.calls = hc_vocabulary_calls(work->words, masked->str,
                                                masked->len);
    }
}

static gpointer run(gpointer data)
{
    Work *work = data;
    Buffers buffers = { g_string_new(NULL), g_string_new(NULL) };
    guint i;

    while ((i = g_atomic_int_add(&work->next, 1)) < work->n) {
        look_at(work, &work->looks[i], &buffers);
    }
    g_string_free(buffers.text, TRUE);
    g_string_free(buffers.masked, TRUE);
    return NULL;
}

void hc_look(HcFiles *files, const HcVocabulary *words, HcLook *looks,
             guint n)
{
    Work work = { files, words, looks, n, 0 };
    GThread *threads[MAX_THREADS] = { NULL };
    guint n_threads = MIN(g_get_num_processors(), MAX_THREADS);

    /* One of them is this one. */
    for (guint i = 1; i < n_threads && n > 16 * i; i++) {
        threads[i] = g_thread_try_new("look", run, &work, NULL);
    }
    run(&work);
    for (guint i = 1; i < n_threads; i++) {
        if (threads[i]) {
            g_thread_join(threads[i]);
        }
    }
}
