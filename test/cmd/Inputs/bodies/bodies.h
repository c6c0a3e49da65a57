/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BODIES_H
#define BODIES_H

#include "qemu/osdep.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

static inline void bodies_take_impl(IOThread *iothread)
{
    iothread_get_aio_context(iothread, "macro");
}
#define BODIES_TAKE(iothread) bodies_take_impl(iothread)

static inline void bodies_put_impl(IOThread *iothread)
{
    iothread_put_aio_context(iothread, "macro");
}
#define BODIES_PUT(iothread) bodies_put_impl(iothread)

#endif
