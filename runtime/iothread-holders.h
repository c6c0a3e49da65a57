/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The holders of an IOThread's AioContext.
 *
 * A hold is one entry of the list.  The same name may hold several times and
 * then has to be removed as often; there is no counter beside the list.
 *
 * Include "qemu/osdep.h" (in QEMU) or <glib.h> (elsewhere) before this file.
 *
 * Nothing here takes a lock: whoever owns the list serialises all access to
 * it, reading included.
 *
 * Source of the rules: the review of the IOThread holder series on qemu-devel
 * in February 2026.
 */
#ifndef IOTHREAD_HOLDERS_H
#define IOTHREAD_HOLDERS_H

#include <stdbool.h>

/**
 * iothread_holders_add:
 * @holders: the list
 * @holder: (transfer none): name of the new holder, neither NULL nor empty
 *
 * Appends a copy of @holder, so the list is in the order of taking and the
 * caller's string may go away at once.
 */
void iothread_holders_add(GList **holders, const char *holder);

/**
 * iothread_holders_remove:
 * @holders: the list
 * @holder: (transfer none): name to look for, neither NULL nor empty
 *
 * Removes and frees the first entry whose content equals @holder.
 *
 * Returns: false if there is none; the list is then what it was.
 */
bool iothread_holders_remove(GList **holders, const char *holder);

/**
 * iothread_holders_clear:
 * @holders: the list, NULL afterwards
 *
 * Frees all entries that are left.
 */
void iothread_holders_clear(GList **holders);

#endif /* IOTHREAD_HOLDERS_H */
