/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/search.h"
#include "tree/graph.h"
#include "tree/look.h"
#include "tree/memo.h"
#include "tree/vocabulary.h"

#include <string.h>

struct HcSearch {
    HcDatabase *database;
    HcFiles *files;
    const HcContract *contract;
    HcGraph *graph;       /* NULL before the first search */
    GPtrArray *paths;     /* HcIncludePath of each entry */
    GPtrArray *sources;   /* HcNode of each entry */
    guint n_walked;       /* nodes whose includes are known */
    guint n_files;
    GArray *facts;        /* of HcFacts: of each node, in the last search */
    char *path, *key;     /* the answer to that, if it is not in the cache */
    GArray *found;
};

HcSearch *hc_search_new(HcDatabase *database, HcFiles *files,
                        const HcContract *contract)
{
    HcSearch *self = g_new0(HcSearch, 1);

    self->database = database;
    self->files = files;
    self->contract = contract;
    self->paths = g_ptr_array_new_with_free_func(
        (GDestroyNotify)hc_include_path_free);
    self->sources = g_ptr_array_new();
    self->facts = g_array_new(FALSE, FALSE, sizeof(HcFacts));
    return self;
}

static void forget(HcSearch *self)
{
    g_clear_pointer(&self->path, g_free);
    g_clear_pointer(&self->key, g_free);
    g_clear_pointer(&self->found, g_array_unref);
}

void hc_search_free(HcSearch *self)
{
    if (self) {
        hc_graph_free(self->graph);
        g_ptr_array_unref(self->paths);
        g_ptr_array_unref(self->sources);
        g_array_unref(self->facts);
        forget(self);
        g_free(self);
    }
}

guint hc_search_n_files(const HcSearch *self)
{
    return self->n_files;
}

/* All folders must be known before the first include is followed. */
static void begin(HcSearch *self)
{
    static const char *const none[] = { NULL };
    GPtrArray *entries = self->database->entries;

    self->graph = hc_graph_new(self->files);
    for (guint i = 0; i < entries->len; i++) {
        HcEntry *entry = entries->pdata[i];
        /* What is wrong with the command is said when it is to run. */
        const char *const *flags = hc_entry_flags(entry, NULL);

        g_ptr_array_add(self->paths,
                        hc_graph_add_path(self->graph, entry->directory,
                                          flags ? flags : none));
    }
    for (guint i = 0; i < entries->len; i++) {
        HcEntry *entry = entries->pdata[i];
        HcIncludePath *path = self->paths->pdata[i];
        HcNode *node =
            hc_graph_node(self->graph, hc_files_get(self->files, entry->file));

        g_ptr_array_add(self->sources, node);
        for (guint j = 0; j < path->forced->len; j++) {
            const char *name = path->forced->pdata[j];

            hc_graph_include(self->graph, node, name, strlen(name), TRUE);
            hc_graph_node(self->graph,
                          hc_files_find(self->files, path->directory, name));
        }
    }
}

/* What it found is taken one after the other: the graph is for one. */
static void take(HcSearch *self, HcLook *look, guint index)
{
    HcNode *node = self->graph->nodes->pdata[index];
    const char *at = look->includes->str;
    const char *end = at + look->includes->len;

    node->calls = look->facts.calls;
    g_array_append_val(self->facts, look->facts);
    if (index >= self->n_walked) {
        for (; at < end; at += strlen(at) + 1) {
            hc_graph_include(self->graph, node, at + 1, strlen(at + 1),
                             *at == '"');
        }
    }
    g_string_free(look->includes, TRUE);
}

/* Looking at some adds those that they include, until there are no more. */
static void look_at_all(HcSearch *self, const HcVocabulary *words)
{
    GPtrArray *nodes = self->graph->nodes;

    for (guint from = 0, to; from < nodes->len; from = to) {
        g_autofree HcLook *looks = NULL;

        to = nodes->len;
        looks = g_new0(HcLook, to - from);
        for (guint i = from; i < to; i++) {
            looks[i - from].file = ((HcNode *)nodes->pdata[i])->file;
        }
        hc_look(self->files, words, looks, to - from);
        for (guint i = from; i < to; i++) {
            take(self, &looks[i - from], i);
        }
    }
    self->n_walked = self->n_files = nodes->len;
}

static GArray *search(HcSearch *self, const HcVocabulary *words)
{
    GArray *found = g_array_new(FALSE, FALSE, sizeof(guint32));

    if (!self->graph) {
        begin(self);
    }
    g_array_set_size(self->facts, 0);
    look_at_all(self, words);
    hc_graph_mark(self->graph);
    for (guint32 i = 0; i < self->sources->len; i++) {
        HcNode *node = self->sources->pdata[i];

        if (g_array_index(self->facts, HcFacts, node->index).matters ||
            hc_graph_leads(self->graph, node, self->paths->pdata[i])) {
            g_array_append_val(found, i);
        }
    }
    return found;
}

char *hc_search_key(HcSearch *self, const char *identity,
                    const char *const *names, guint n)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    const char *hash = hc_files_hash(
        self->files, hc_files_find(self->files, "/", self->database->path));

    g_checksum_update(sum, (const guchar *)(hash ? hash : ""), -1);
    g_checksum_update(sum, (const guchar *)identity, -1);
    for (guint i = 0; i < n; i++) {
        g_checksum_update(sum, (const guchar *)names[i],
                          strlen(names[i]) + 1);
    }
    return g_strdup(g_checksum_get_string(sum));
}

void hc_search_keep(HcSearch *self)
{
    g_autoptr(GPtrArray) names = NULL;

    if (!self->found) {
        return;
    }
    names = g_ptr_array_new();
    for (guint i = 0; i < self->graph->nodes->len; i++) {
        HcNode *node = self->graph->nodes->pdata[i];

        g_ptr_array_add(names, (gpointer)node->file->path);
    }
    hc_memo_save(self->path, self->key, self->files, names, self->facts,
                 self->found);
    forget(self);
}

static HcFacts look_again(HcFiles *files, HcFile *file, gpointer opaque)
{
    const HcVocabulary *words = opaque;
    HcLook look = { .file = file };

    hc_look(files, words, &look, 1);
    g_string_free(look.includes, TRUE);
    return look.facts;
}

static GPtrArray *entries_of(HcSearch *self, const GArray *found)
{
    GPtrArray *entries = g_ptr_array_new();

    for (guint i = 0; i < found->len; i++) {
        guint index = g_array_index(found, guint32, i);

        if (index < self->database->entries->len) {
            g_ptr_array_add(entries, self->database->entries->pdata[index]);
        }
    }
    return entries;
}

/* @look: if it is not remembered; else NULL. */
static GPtrArray *find(HcSearch *self, HcFiles *beside, HcCache *cache,
                       const char *identity, const char *const *names,
                       guint n, gboolean look)
{
    HcVocabulary *words = hc_vocabulary_new(self->contract, names, n);
    g_autofree char *path =
        cache && self->database->path && !self->database->has_files
        ? hc_cache_path(cache, "search") : NULL;
    g_autofree char *key = path ? hc_search_key(self, identity, names, n) : NULL;
    /* What this run searched for before is not what it asks for now. */
    g_autoptr(GArray) found =
        path && !self->graph
        ? hc_memo_load(path, key, self->files, beside, look_again, words,
                       &self->n_files) : NULL;

    if (!found && look) {
        found = search(self, words);
        forget(self);
        if (path) {
            self->path = g_steal_pointer(&path);
            self->key = g_steal_pointer(&key);
            self->found = g_array_ref(found);
        }
    }
    hc_vocabulary_free(words);
    return found ? entries_of(self, found) : NULL;
}

GPtrArray *hc_search_run(HcSearch *self, HcCache *cache, const char *identity,
                         const char *const *names, guint n)
{
    return find(self, NULL, cache, identity, names, n, TRUE);
}

GPtrArray *hc_search_recall(HcSearch *self, HcFiles *beside, HcCache *cache,
                            const char *identity, const char *const *names,
                            guint n)
{
    return find(self, beside, cache, identity, names, n, FALSE);
}

gboolean hc_search_names(HcSearch *self, HcFiles *files, const char *path,
                         const char *const *names, guint n)
{
    HcVocabulary *words = hc_vocabulary_new(self->contract, names, n);
    HcLook look = { .file = hc_files_get(files, path) };

    hc_look(files, words, &look, 1);
    g_string_free(look.includes, TRUE);
    hc_vocabulary_free(words);
    return look.facts.matters;
}
