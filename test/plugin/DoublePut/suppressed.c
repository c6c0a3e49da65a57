// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
#include "qemu/osdep.h"
#include "sysemu/iothread.h"

typedef struct Timer {
    IOThread *iothread;
    bool armed;
} Timer;

void timer_fire(Timer *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "timer"));
    iothread_put_aio_context(s->iothread, "timer");
    if (s->armed) {
        /* ignore */
        iothread_put_aio_context(s->iothread, "timer"); // expected-warning{{hold of 's->iothread' as 'timer' is put twice}}
    }
}

void timer_fire_ok(Timer *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "timer"));
    iothread_put_aio_context(s->iothread, "timer");
    if (s->armed) {
        /* holdcheck: ignore the second hold is taken by whoever armed it */
        iothread_put_aio_context(s->iothread, "timer");
    }
}

#if __clang_major__ >= 19 /* see HolderMismatch/suppress-attribute*.c */
void timer_fire_attribute_ok(Timer *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "timer"));
    iothread_put_aio_context(s->iothread, "timer");
    if (s->armed) {
        __attribute__((suppress)) {
            iothread_put_aio_context(s->iothread, "timer");
        }
    }
}
#endif

QEMU_ANNOTATE("holdcheck.ignore:the second hold is taken by whoever armed it")
void timer_fire_annotated_ok(Timer *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "timer"));
    iothread_put_aio_context(s->iothread, "timer");
    if (s->armed) {
        iothread_put_aio_context(s->iothread, "timer");
    }
}
