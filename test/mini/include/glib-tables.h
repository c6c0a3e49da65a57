/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The part of GLib's tables that block/placement.c needs. */
#ifndef MINI_GLIB_TABLES_H
#define MINI_GLIB_TABLES_H

#include "qemu/osdep.h"

typedef gboolean (*GHRFunc)(gpointer key, gpointer value, gpointer data);

guint g_str_hash(gconstpointer v);
GHashTable *g_hash_table_new_full(void *hash, void *equal,
                                  GDestroyNotify key, GDestroyNotify value);
gboolean g_hash_table_remove(GHashTable *table, gconstpointer key);
guint g_hash_table_foreach_remove(GHashTable *table, GHRFunc func,
                                  gpointer data);

#endif
