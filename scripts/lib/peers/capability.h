/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The holder API for clang -Wthread-safety: a hold is a capability, named by
 * IOThread and holder.  Nobody defines peer_hold_of(); it is only spelled.
 *
 * Can say: within one function, on all paths: a hold that is not put on some
 * path or at the end, a put without a get, a second put, another IOThread, a
 * name that is spelled by another variable.
 * Cannot say: that a function is meant to keep its hold, or to put what
 * another took, unless every such function is annotated, too: without that
 * each realize and each unrealize is a report.  Two string literals are equal
 * to it, one value in two variables is not; a capability is held once, so two
 * holds of one name are a report.  A capability that is held on some paths
 * only (correlated conditions, loops) is a report.
 */
#ifndef PEERS_CAPABILITY_H
#define PEERS_CAPABILITY_H

#include "qemu/osdep.h"
#include "sysemu/iothread.h"

struct __attribute__((capability("hold"))) peer_hold;
struct peer_hold *peer_hold_of(IOThread *iothread, const char *holder);

AioContext *iothread_get_aio_context(IOThread *iothread, const char *holder)
    __attribute__((acquire_capability(peer_hold_of(iothread, holder))));
void iothread_put_aio_context(IOThread *iothread, const char *holder)
    __attribute__((release_capability(peer_hold_of(iothread, holder))));

#endif
