/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BODIES_H
#define BODIES_H

#include "qemu/osdep.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

void bodies_elsewhere(void);
void bodies_much_further(void);

static inline void bodies_take_impl(IOThread *iothread)
{
    bodies_elsewhere();
    iothread_get_aio_context(iothread, "bodies");
}
#define BODIES_TAKE(iothread) bodies_take_impl(iothread)

static inline void bodies_put_impl(IOThread *iothread)
{
    iothread_put_aio_context(iothread, "bodies");
}

/* What another function of the header calls. */
static inline void bodies_put(IOThread *iothread)
{
    bodies_put_impl(iothread);
}

/* Nobody calls it here, so what it does is nobody's business. */
static inline void bodies_unused(IOThread *iothread)
{
    bodies_much_further();
    iothread_get_aio_context(iothread, "unused");
}

/* By the attribute, and by a table. */
static inline void bodies_cleanup(IOThread **iothread)
{
    bodies_put_impl(*iothread);
}
#define BODIES_AUTO __attribute__((cleanup(bodies_cleanup)))

typedef struct BodiesOps {
    void (*put)(IOThread *iothread);
} BodiesOps;

static const BodiesOps bodies_table = {
    .put = bodies_put_impl,
};
#define BODIES_OPS (&bodies_table)

#endif
