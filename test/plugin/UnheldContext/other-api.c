/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
// RUN: %check -analyzer-config qemu.iothread.UnheldContext:Classic=true -verify %s
/*
 * tests/unit/iothread.c in QEMU: another structure, and a function of the same
 * name that is no part of the contract.
 */
// expected-no-diagnostics
#include "qemu/osdep.h"
#include "block/aio.h"

struct IOThread {
    AioContext *ctx;
    QemuThread thread;
    bool stopping;
};

AioContext *iothread_get_aio_context(IOThread *iothread);

AioContext *iothread_get_aio_context(IOThread *iothread)
{
    return iothread->ctx;
}

void iothread_join(IOThread *iothread)
{
    iothread->stopping = true;
    aio_notify(iothread->ctx);
    g_free(iothread);
}

void test_kick(IOThread *iothread)
{
    aio_notify(iothread_get_aio_context(iothread));
}
