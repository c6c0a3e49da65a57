/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The holders of an IOThread's AioContext
 */

#include <glib.h>
#include "iothread-holders.h"

void iothread_holders_add(GList **holders, const char *holder)
{
    g_assert(holder && *holder);

    *holders = g_list_append(*holders, g_strdup(holder));
}

bool iothread_holders_remove(GList **holders, const char *holder)
{
    GList *entry;

    g_assert(holder && *holder);

    for (entry = *holders; entry; entry = entry->next) {
        if (g_strcmp0(entry->data, holder) == 0) {
            g_free(entry->data);
            *holders = g_list_delete_link(*holders, entry);
            return true;
        }
    }
    return false;
}

void iothread_holders_clear(GList **holders)
{
    g_list_free_full(*holders, g_free);
    *holders = NULL;
}
