/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Order of texts, and errors of this folder.
 */
#ifndef HC_TREE_STRINGS_H
#define HC_TREE_STRINGS_H

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* Every error's message is one line for the user. */
#define HC_TREE_ERROR (g_quark_from_static_string("holdcheck-tree"))

typedef enum HcTreeError {
    HC_TREE_ERROR_INPUT,
    HC_TREE_ERROR_DISK,
    HC_TREE_ERROR_CLANG,
} HcTreeError;

/* For g_ptr_array_sort() of char *. */
static inline int hc_compare_strings(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The keys of a set of char *, sorted, not copied.  (transfer container) */
static inline GPtrArray *hc_sorted_keys(GHashTable *set)
{
    GPtrArray *keys = g_ptr_array_sized_new(g_hash_table_size(set));
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, set);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        g_ptr_array_add(keys, key);
    }
    g_ptr_array_sort(keys, hc_compare_strings);
    return keys;
}

/* The same as a text, one a line.  (transfer full) */
static inline char *hc_sorted_lines(GHashTable *set)
{
    g_autoptr(GPtrArray) keys = hc_sorted_keys(set);
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < keys->len; i++) {
        g_string_append_printf(text, "%s\n", (char *)keys->pdata[i]);
    }
    return g_string_free(text, FALSE);
}

G_END_DECLS

#endif
