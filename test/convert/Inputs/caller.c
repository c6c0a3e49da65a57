/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "system/iothread.h"

IOThread *caller_thread;

void caller_kick(void);
void caller_kick(void)
{
    aio_notify(iothread_get_aio_context(caller_thread));
}
