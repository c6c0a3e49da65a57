/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/graph.h"

#include <string.h>

static void node_free(gpointer data)
{
    HcNode *node = data;

    for (guint i = 0; i < node->includes->len; i++) {
        HcInclude *include = &g_array_index(node->includes, HcInclude, i);

        g_clear_pointer(&include->targets, g_ptr_array_unref);
    }
    g_array_unref(node->includes);
    g_ptr_array_unref(node->parents);
    g_free(node);
}

static void unref_array(gpointer data)
{
    if (data) {
        g_ptr_array_unref(data);
    }
}

HcGraph *hc_graph_new(HcFiles *files)
{
    HcGraph *graph = g_new0(HcGraph, 1);

    graph->files = files;
    graph->nodes = g_ptr_array_new_with_free_func(node_free);
    graph->by_file = g_hash_table_new(NULL, NULL);
    graph->folders = g_hash_table_new(g_str_hash, g_str_equal);
    graph->firsts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                          unref_array);
    graph->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
                                         unref_array);
    graph->strings = g_string_chunk_new(1 << 16);
    return graph;
}

void hc_graph_free(HcGraph *graph)
{
    if (graph) {
        g_ptr_array_unref(graph->nodes);
        g_hash_table_unref(graph->by_file);
        g_hash_table_unref(graph->folders);
        g_hash_table_unref(graph->firsts);
        g_hash_table_unref(graph->names);
        g_string_chunk_free(graph->strings);
        g_free(graph);
    }
}

void hc_include_path_free(HcIncludePath *path)
{
    g_ptr_array_unref(path->quoted);
    g_ptr_array_unref(path->folders);
    g_ptr_array_unref(path->forced);
    g_free(path);
}

static const char *intern(HcGraph *graph, const char *text)
{
    return g_string_chunk_insert_const(graph->strings, text);
}

static void add_folder(HcGraph *graph, GPtrArray *list, const char *directory,
                       const char *name)
{
    g_autofree char *path = g_canonicalize_filename(name, directory);
    const char *folder = intern(graph, path);

    if (!g_hash_table_contains(graph->folders, folder)) {
        g_hash_table_insert(graph->folders, (gpointer)folder,
                            hc_files_names(graph->files, folder));
    }
    g_ptr_array_add(list, (gpointer)folder);
}

/* The value of @option at *@word, joined to it or the next word. */
static const char *value_of(const char *const **word, const char *option)
{
    gsize length = strlen(option);

    if (strncmp(**word, option, length) != 0) {
        return NULL;
    }
    if ((**word)[length]) {
        return **word + length;
    }
    if ((*word)[1]) {
        return *++*word;
    }
    return NULL;
}

HcIncludePath *hc_graph_add_path(HcGraph *graph, const char *directory,
                                 const char *const *flags)
{
    HcIncludePath *path = g_new0(HcIncludePath, 1);
    const char *value;

    path->directory = intern(graph, directory);
    path->quoted = g_ptr_array_new();
    path->folders = g_ptr_array_new();
    path->forced = g_ptr_array_new();
    for (const char *const *word = flags; *word; word++) {
        if ((*word)[0] != '-' || ((*word)[1] != 'I' && (*word)[1] != 'i')) {
            continue;
        }
        if ((value = value_of(&word, "-iquote"))) {
            add_folder(graph, path->quoted, directory, value);
        } else if ((value = value_of(&word, "-include"))) {
            g_ptr_array_add(path->forced, (gpointer)intern(graph, value));
        } else if ((value = value_of(&word, "-I"))) {
            add_folder(graph, path->folders, directory, value);
        }
    }
    return path;
}

HcNode *hc_graph_node(HcGraph *graph, HcFile *file)
{
    HcNode *node = g_hash_table_lookup(graph->by_file, file);

    if (!node) {
        g_autofree char *folder = g_path_get_dirname(file->path);

        node = g_new0(HcNode, 1);
        node->file = file;
        node->folder = intern(graph, folder);
        node->index = graph->nodes->len;
        node->includes = g_array_new(FALSE, TRUE, sizeof(HcInclude));
        node->parents = g_ptr_array_new();
        g_hash_table_insert(graph->by_file, file, node);
        g_ptr_array_add(graph->nodes, node);
    }
    return node;
}

/* NULL: no such file. */
static HcNode *find_in(HcGraph *graph, const char *folder, const char *name)
{
    gsize length = strcspn(name, "/");
    HcFile *file;

    /* Most look-ups fail, and most of those at the first component: no need
     * to ask the disk. */
    if (*name != '/' && *name != '.') {
        g_autofree char *first = g_strndup(name, length);

        if (!hc_files_listed(graph->files, folder, first)) {
            return NULL;
        }
    }
    file = hc_files_find(graph->files, folder, name);
    return file->exists ? hc_graph_node(graph, file) : NULL;
}

/* The folders that have the first component of @name. */
static GPtrArray *folders_with(HcGraph *graph, const char *name)
{
    g_autofree char *first = g_strndup(name, strcspn(name, "/"));
    GPtrArray *found = g_hash_table_lookup(graph->firsts, first);
    GHashTableIter iter;
    gpointer folder, names;

    if (found) {
        return found;
    }
    found = g_ptr_array_new();
    g_hash_table_iter_init(&iter, graph->folders);
    while (g_hash_table_iter_next(&iter, &folder, &names)) {
        if (*first == '.' || !*first || g_hash_table_contains(names, first)) {
            g_ptr_array_add(found, folder);
        }
    }
    g_hash_table_insert(graph->firsts, (gpointer)intern(graph, first), found);
    return found;
}

static GPtrArray *targets_of(HcGraph *graph, const char *name)
{
    GPtrArray *targets = g_hash_table_lookup(graph->names, name);
    GPtrArray *folders;

    if (targets) {
        return targets;
    }
    targets = g_ptr_array_new();
    folders = folders_with(graph, name);
    for (guint i = 0; i < folders->len; i++) {
        HcNode *node = find_in(graph, folders->pdata[i], name);

        if (node && !g_ptr_array_find(targets, node, NULL)) {
            g_ptr_array_add(targets, node);
        }
    }
    g_hash_table_insert(graph->names, (gpointer)name, targets);
    return targets;
}

static void add_parent(HcNode *to, HcNode *from)
{
    /* One file's includes are added in one go. */
    if (!to->parents->len ||
        to->parents->pdata[to->parents->len - 1] != from) {
        g_ptr_array_add(to->parents, from);
    }
}

void hc_graph_include(HcGraph *graph, HcNode *from, const char *name,
                      gsize length, gboolean quoted)
{
    g_autofree char *copy = g_strndup(name, length);
    HcInclude include = { .name = intern(graph, copy), .quoted = quoted };
    GPtrArray *targets = targets_of(graph, include.name);
    HcNode *beside = quoted ? find_in(graph, from->folder, include.name)
                            : NULL;

    include.targets = g_ptr_array_ref(targets);
    g_array_append_val(from->includes, include);
    for (guint i = 0; i < targets->len; i++) {
        add_parent(targets->pdata[i], from);
    }
    if (beside) {
        add_parent(beside, from);
    }
}

void hc_graph_mark(HcGraph *graph)
{
    g_autoptr(GPtrArray) queue = g_ptr_array_new();

    for (guint i = 0; i < graph->nodes->len; i++) {
        HcNode *node = graph->nodes->pdata[i];

        node->leads = node->calls;
        if (node->calls) {
            g_ptr_array_add(queue, node);
        }
    }
    while (queue->len) {
        HcNode *node = g_ptr_array_steal_index_fast(queue, queue->len - 1);

        for (guint i = 0; i < node->parents->len; i++) {
            HcNode *parent = node->parents->pdata[i];

            if (!parent->leads) {
                parent->leads = TRUE;
                g_ptr_array_add(queue, parent);
            }
        }
    }
}

/* What the preprocessor takes for @name. */
static HcNode *resolve(HcGraph *graph, const char *beside, const char *name,
                       gboolean quoted, const HcIncludePath *path)
{
    HcNode *node = quoted ? find_in(graph, beside, name) : NULL;

    for (guint i = 0; quoted && !node && i < path->quoted->len; i++) {
        node = find_in(graph, path->quoted->pdata[i], name);
    }
    for (guint i = 0; !node && i < path->folders->len; i++) {
        node = find_in(graph, path->folders->pdata[i], name);
    }
    return node;
}

static gboolean leads_to_call(HcGraph *graph, HcNode *node,
                              const HcIncludePath *path, gboolean header)
{
    if (!node || !node->leads || node->visit == graph->visit) {
        return FALSE;
    }
    node->visit = graph->visit;
    if (header && node->calls) {
        return TRUE;
    }
    for (guint i = 0; i < node->includes->len; i++) {
        const HcInclude *include =
            &g_array_index(node->includes, HcInclude, i);

        if (leads_to_call(graph, resolve(graph, node->folder, include->name,
                                         include->quoted, path),
                          path, TRUE)) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_graph_leads(HcGraph *graph, HcNode *from,
                        const HcIncludePath *path)
{
    graph->visit++;
    if (leads_to_call(graph, from, path, FALSE)) {
        return TRUE;
    }
    for (guint i = 0; i < path->forced->len; i++) {
        if (leads_to_call(graph,
                          resolve(graph, path->directory,
                                  path->forced->pdata[i], TRUE, path),
                          path, TRUE)) {
            return TRUE;
        }
    }
    return FALSE;
}
