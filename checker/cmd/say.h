/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the program says on standard error: one line each, whatever is in the
 * names.
 */
#ifndef HC_CMD_SAY_H
#define HC_CMD_SAY_H

#include <glib.h>

G_BEGIN_DECLS

/* Exit status; design and docs/check.md. */
enum {
    HC_EXIT_NOTHING = 0,
    HC_EXIT_FINDINGS = 1,
    HC_EXIT_NOT_CHECKED = 2,
};

void hc_say(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Says it; the value is HC_EXIT_NOT_CHECKED. */
int hc_refuse(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* One line that is overwritten by the next; only on a terminal. */
void hc_progress(guint done, guint total);
void hc_progress_end(void);

G_END_DECLS

#endif
