/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which node is in which IOThread: holds in a table, by node name. */
#include "qemu/osdep.h"
#include "glib-tables.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

static GHashTable *placements;

static void placement_forget(const char *node_name)
{
    IOThread *iothread;

    if (!placements) {
        return;
    }
    iothread = g_hash_table_lookup(placements, node_name);
    if (iothread) {
        iothread_put_aio_context(iothread, node_name);
        g_hash_table_remove(placements, node_name);
    }
}

static void placement_keep(const char *node_name, IOThread *iothread)
{
    placement_forget(node_name);
    if (!placements) {
        placements = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           NULL);
    }
    g_hash_table_insert(placements, g_strdup(node_name), iothread);
}

static gboolean placement_is_stale(gpointer node_name, gpointer iothread,
                                   gpointer data)
{
    if (bdrv_find_node(node_name)) {
        return FALSE;
    }
    iothread_put_aio_context(iothread, node_name);
    return TRUE;
}

void placement_sweep(void)
{
    if (placements) {
        g_hash_table_foreach_remove(placements, placement_is_stale, NULL);
    }
}

void qmp_place_node(const char *node_name, const char *id, Error **errp)
{
    BlockDriverState *bs = bdrv_find_node(node_name);
    IOThread *iothread = iothread_by_id(id);
    AioContext *ctx;

    if (!bs || !iothread) {
        error_setg(errp, "no node '%s', or no IOThread '%s'", node_name, id);
        return;
    }
    ctx = iothread_get_aio_context(iothread, node_name);
    if (bdrv_try_change_aio_context(bs, ctx, NULL, errp) < 0) {
        iothread_put_aio_context(iothread, node_name);
        return;
    }
    placement_keep(node_name, iothread);
}
