/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * `holdcheck doctor`: what is there, what fits, what to install.
 */
#ifndef HC_CMD_DOCTOR_H
#define HC_CMD_DOCTOR_H

#include <glib.h>

G_BEGIN_DECLS

/* @argv: "doctor" first.  Returns: exit status */
int hc_doctor(char **argv);

G_END_DECLS

#endif
