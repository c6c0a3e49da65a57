/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A `holdcheck` of our own beside us, in a process group of its own and with
 * a folder of its own for temporary files, so that it can be killed at any
 * moment and leaves nothing.
 */
#ifndef HC_LSP_CHILD_H
#define HC_LSP_CHILD_H

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct HcChild HcChild;

typedef enum HcChildKind {
    HC_CHILD_PLAIN,
    HC_CHILD_POLITE,  /* gives way to all others, its output is not wanted */
} HcChildKind;

/* @output: (nullable): NULL if it failed.  Free the child. */
typedef void (*HcChildFn)(GBytes *output, gpointer opaque);

/*
 * hc_child_new:
 * @argv: without the program
 * @input: (nullable)
 *
 * Returns: (transfer full) (nullable): NULL if it cannot be started, which
 * was said
 */
HcChild *hc_child_new(const char *const *argv, GBytes *input,
                      HcChildKind kind, HcChildFn fn, gpointer opaque);

/* After it has ended. */
void hc_child_free(HcChild *child);

/* Waits, not for long, until all that were killed have left nothing. */
void hc_child_wait_all(void);

/* Ends it; its function is not called any more. */
void hc_child_kill(HcChild *child);

G_END_DECLS

#endif
