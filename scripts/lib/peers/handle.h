/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The holder API for fuchsia.HandleChecker of the Clang Static Analyzer.
 *
 * It follows integers of the type zx_handle_t and no others, so the hold is
 * such a number, kept in an integer field of the IOThread, which the put reads
 * again.
 *
 * Can say: two puts of one IOThread, on one path, functions of the file
 * followed.
 * Cannot say: a leak (the number is kept by the IOThread, never lost); the
 * name; two holds of one IOThread; a put without a get.
 */
#ifndef PEERS_HANDLE_H
#define PEERS_HANDLE_H

#include "qemu/osdep.h"
#include "sysemu/iothread.h"

typedef uint32_t zx_handle_t;

zx_handle_t peer_hold(const char *holder)
    __attribute__((acquire_handle("Fuchsia")));
void peer_put(zx_handle_t handle __attribute__((release_handle("Fuchsia"))),
              const char *holder);
AioContext *peer_context(void);

#define iothread_get_aio_context(iothread, holder) \
    (((IOThread *)(iothread))->thread_id = peer_hold(holder), peer_context())
#define iothread_put_aio_context(iothread, holder) \
    peer_put(((IOThread *)(iothread))->thread_id, holder)

#endif
