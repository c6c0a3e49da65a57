/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The holder API for unix.Malloc of the Clang Static Analyzer, with
 * unix.DynamicMemoryModeling:Optimistic, which reads ownership attributes.
 *
 * ownership_returns speaks of what a function returns, ownership_takes of an
 * argument, and a get returns the context while a put takes the IOThread.  So,
 * as for gcc, a get makes the IOThread itself the memory that was taken.
 *
 * Can and cannot say: as gcc.h.  Functions of the file are followed; an
 * IOThread in a field of an argument counts as kept ("escaped") at once.
 */
#ifndef PEERS_MALLOC_H
#define PEERS_MALLOC_H

#include "qemu/osdep.h"
#include "sysemu/iothread.h"

void iothread_put_aio_context(IOThread *iothread, const char *holder)
    __attribute__((ownership_takes(malloc, 1)));
IOThread *peer_hold(const char *holder)
    __attribute__((ownership_returns(malloc), returns_nonnull));
AioContext *peer_context(void);

#ifndef PEERS_VALUE
#define iothread_get_aio_context(iothread, holder) \
    ((iothread) = peer_hold(holder), peer_context())
#endif

#endif
