/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The holder API for gcc -fanalyzer (gcc 12).
 *
 * Attributes alone cannot say it: malloc(put, 1) speaks of the pointer that a
 * function returns, and the put is not given that pointer, the context.  So a
 * get makes the IOThread itself the memory that was taken: it allocates, and
 * stores the allocation where the caller keeps his IOThread.  The put frees it.
 *
 * Can say: a local IOThread that goes out of scope or is overwritten while it
 * is held; two puts of one IOThread, locals and fields alike.
 * Cannot say: the name; a second hold of one IOThread (the second get takes
 * the place of the first); a leak through a field (s->iothread is kept by s,
 * so it is not lost); a put without a get; what slots do after one another.
 * The context is another value, or passing it to any function would end the
 * watch.  A file with an IOThread that is no lvalue is read with PEERS_VALUE:
 * puts alone.
 */
#ifndef PEERS_GCC_H
#define PEERS_GCC_H

#include "qemu/osdep.h"
#include "sysemu/iothread.h"

IOThread *peer_hold(const char *holder)
    __attribute__((malloc(iothread_put_aio_context, 1), returns_nonnull));
AioContext *peer_context(void);

#ifndef PEERS_VALUE
#define iothread_get_aio_context(iothread, holder) \
    ((iothread) = peer_hold(holder), peer_context())
#endif

#endif
