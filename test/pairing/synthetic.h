/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs of any size, made up: summaries as the plugin would leave them for
 * devices, their data planes and wrappers in other files, exports, monitors,
 * and files that have nothing to do with holds.  One in a hundred has a bug,
 * and which is known.
 */
#ifndef TEST_PAIRING_SYNTHETIC_H
#define TEST_PAIRING_SYNTHETIC_H

#include "summary/summary.h"

/* @n summaries; each is the caller's. */
HcSummary **synthetic_program(guint n);

/* How many findings hc_pair() has of it, all of them HoldLeak or
 * HolderMismatch. */
guint synthetic_findings(guint n);

/* The file of number @i, and whether there is a finding in it. */
char *synthetic_name(guint i);
gboolean synthetic_is_wrong(guint i, guint n);

#endif
