// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* Switch that falls through, flags, correlated conditions. */
#include "qemu/osdep.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct MonitorState {
    IOThread *iothread;
    int state;
    bool resumed;
} MonitorState;

void monitor_leave(MonitorState *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "monitor"));
    switch (s->state) {
    case 1:
        iothread_put_aio_context(s->iothread, "monitor");
        /* fall through */
    default:
        iothread_put_aio_context(s->iothread, "monitor"); // expected-warning{{hold of 's->iothread' as 'monitor' is put twice}}
        break;
    }
}

void monitor_leave_ok(MonitorState *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "monitor"));
    switch (s->state) {
    case 1:
        iothread_put_aio_context(s->iothread, "monitor");
        break;
    default:
        iothread_put_aio_context(s->iothread, "monitor");
        break;
    }
}

/* The flag that should have been cleared. */
void monitor_resume_flag(MonitorState *s)
{
    bool held;

    aio_notify(iothread_get_aio_context(s->iothread, "monitor"));
    held = true;
    if (s->resumed) {
        iothread_put_aio_context(s->iothread, "monitor");
    }
    if (held) {
        iothread_put_aio_context(s->iothread, "monitor"); // expected-warning{{hold of 's->iothread' as 'monitor' is put twice}}
    }
}

void monitor_resume_flag_ok(MonitorState *s)
{
    bool held;

    aio_notify(iothread_get_aio_context(s->iothread, "monitor"));
    held = true;
    if (s->resumed) {
        iothread_put_aio_context(s->iothread, "monitor");
        held = false;
    }
    if (held) {
        iothread_put_aio_context(s->iothread, "monitor");
    }
}

/* Two conditions that exclude each other, and two that do not. */
void monitor_state_ok(MonitorState *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "monitor"));
    if (s->state > 0) {
        iothread_put_aio_context(s->iothread, "monitor");
    }
    if (s->state <= 0) {
        iothread_put_aio_context(s->iothread, "monitor");
    }
}

void monitor_state(MonitorState *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "monitor"));
    if (s->state >= 0) {
        iothread_put_aio_context(s->iothread, "monitor");
    }
    if (s->state <= 0) {
        iothread_put_aio_context(s->iothread, "monitor"); // expected-warning{{hold of 's->iothread' as 'monitor' is put twice}}
    }
}
