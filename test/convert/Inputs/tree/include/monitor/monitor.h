/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MONITOR_H
#define MONITOR_H

typedef struct Monitor Monitor;
typedef struct QDict QDict;

int monitor_printf(Monitor *mon, const char *fmt, ...);

#endif
