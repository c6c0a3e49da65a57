// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* One of the two puts, or both, stand in a helper. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct VHostBlk {
    IOThread *iothread;
    BlockBackend *blk;
    char *serial;
    bool started;
} VHostBlk;

static void vhost_blk_get(VHostBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, s->serial));
}

static void vhost_blk_put(VHostBlk *s)
{
    iothread_put_aio_context(s->iothread, s->serial);
}

/* Helper, then by hand. */
void vhost_blk_stop(VHostBlk *s)
{
    vhost_blk_get(s);
    vhost_blk_put(s);
    iothread_put_aio_context(s->iothread, s->serial); // expected-warning{{hold of 's->iothread' as 's->serial' is put twice}}
}

void vhost_blk_stop_ok(VHostBlk *s)
{
    vhost_blk_get(s);
    vhost_blk_put(s);
}

/* The helper puts on one of its paths. */
static bool vhost_blk_put_if_started(VHostBlk *s)
{
    if (s->started) {
        iothread_put_aio_context(s->iothread, s->serial);
        return true;
    }
    return false;
}

void vhost_blk_reset(VHostBlk *s)
{
    vhost_blk_get(s);
    vhost_blk_put_if_started(s);
    iothread_put_aio_context(s->iothread, s->serial); // expected-warning{{hold of 's->iothread' as 's->serial' is put twice}}
}

void vhost_blk_reset_ok(VHostBlk *s)
{
    vhost_blk_get(s);
    if (!vhost_blk_put_if_started(s)) {
        iothread_put_aio_context(s->iothread, s->serial);
    }
}

/* The helper takes and puts: balanced, the caller has its own. */
static void vhost_blk_kick(VHostBlk *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, s->serial));
    iothread_put_aio_context(s->iothread, s->serial);
}

void vhost_blk_run_ok(VHostBlk *s)
{
    vhost_blk_get(s);
    vhost_blk_kick(s);
    iothread_put_aio_context(s->iothread, s->serial);
}

void vhost_blk_run(VHostBlk *s)
{
    vhost_blk_get(s);
    iothread_put_aio_context(s->iothread, s->serial);
    vhost_blk_kick(s);
    iothread_put_aio_context(s->iothread, s->serial); // expected-warning{{hold of 's->iothread' as 's->serial' is put twice}}
}

/* Both by one helper that gets thread and name. */
static void put_as(IOThread *iothread, const char *who)
{
    iothread_put_aio_context(iothread, who);
}

static void put_as_vhost(IOThread *iothread)
{
    put_as(iothread, "vhost-blk");
}

void vhost_blk_swap(VHostBlk *s, bool twice)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vhost-blk"));
    put_as_vhost(s->iothread);
    if (twice) {
        iothread_put_aio_context(s->iothread, "vhost-blk"); // expected-warning{{hold of 's->iothread' as 'vhost-blk' is put twice}}
    }
}

void vhost_blk_swap_ok(VHostBlk *s, bool other)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vhost-blk"));
    if (other) {
        put_as(s->iothread, "vhost-blk");
    } else {
        put_as_vhost(s->iothread);
    }
}
