/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MONITOR_H
#define MONITOR_H

#include "qemu/osdep.h"
#include "qemu/queue.h"

struct Monitor {
    CharBackend *chr;
    int suspend_cnt;
    bool is_qmp;
    bool use_io_thread;
    QTAILQ_ENTRY(Monitor) entry;
};

Monitor *monitor_cur(void);
int monitor_printf(Monitor *mon, const char *fmt, ...) G_GNUC_PRINTF(2, 3);
void qemu_chr_fe_accept_input(CharBackend *be);

#endif
