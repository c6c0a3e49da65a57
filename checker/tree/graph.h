/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who includes whom.  Built once for the whole database: an include leads to
 * every file that any entry's folders have under that name.  Whether one
 * entry really gets there is then asked with that entry's own folders, and
 * only where it matters.
 *
 * System folders (-isystem and the compiler's own) are left out.
 */
#ifndef HC_TREE_GRAPH_H
#define HC_TREE_GRAPH_H

#include "tree/files.h"

G_BEGIN_DECLS

typedef struct HcInclude {
    const char *name;
    gboolean quoted;
    GPtrArray *targets;   /* HcNode; NULL: none */
} HcInclude;

typedef struct HcNode {
    HcFile *file;
    const char *folder;
    guint index;          /* in the graph's nodes */
    GArray *includes;     /* of HcInclude */
    GPtrArray *parents;   /* HcNode that may include this one */
    gboolean calls;       /* a header with code that matters */
    gboolean leads;       /* calls, or may include one that does */
    guint visit;
} HcNode;

/* Where an entry's includes are looked for, in order. */
typedef struct HcIncludePath {
    GPtrArray *quoted;    /* const char *: -iquote */
    GPtrArray *folders;   /* const char *: -I */
    GPtrArray *forced;    /* const char *: -include, relative to directory */
    const char *directory;
} HcIncludePath;

typedef struct HcGraph {
    GPtrArray *nodes;     /* HcNode, in the order met; grows while it is
                           * walked */
    /*< private >*/
    HcFiles *files;
    GHashTable *by_file;
    GHashTable *folders;  /* of all entries -> their names */
    GHashTable *firsts;   /* first component -> GPtrArray of folders */
    GHashTable *names;    /* name -> GPtrArray of HcNode */
    GStringChunk *strings;
    guint visit;
} HcGraph;

HcGraph *hc_graph_new(HcFiles *files);
void hc_graph_free(HcGraph *graph);

/* -I, -iquote and -include of @flags; its folders become the graph's.
 * All of them before the first include.  (transfer full) */
HcIncludePath *hc_graph_add_path(HcGraph *graph, const char *directory,
                                 const char *const *flags);
void hc_include_path_free(HcIncludePath *path);

HcNode *hc_graph_node(HcGraph *graph, HcFile *file);

/* @from includes @name: adds what that may be to the nodes. */
void hc_graph_include(HcGraph *graph, HcNode *from, const char *name,
                      gsize length, gboolean quoted);

/* Sets HcNode.leads from HcNode.calls. */
void hc_graph_mark(HcGraph *graph);

/* Whether @from, compiled with @path, includes a header that calls. */
gboolean hc_graph_leads(HcGraph *graph, HcNode *from,
                        const HcIncludePath *path);

G_END_DECLS

#endif
