/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QEMU_ERROR_REPORT_H
#define QEMU_ERROR_REPORT_H

void error_report(const char *fmt, ...);

#endif
