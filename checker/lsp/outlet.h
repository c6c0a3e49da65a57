/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two ends of a pipe in a main loop.  Bytes go on at once where they can,
 * and wait in memory where they cannot; whoever reads the other side stops
 * while too many wait.
 */
#ifndef HC_LSP_OUTLET_H
#define HC_LSP_OUTLET_H

#include <glib.h>

G_BEGIN_DECLS

/* From here on nobody should write more. */
#define HC_OUTLET_FULL (1u << 20)

typedef struct HcOutlet HcOutlet;

/* Less than HC_OUTLET_FULL is waiting again, or the reader is gone. */
typedef void (*HcOutletFn)(HcOutlet *outlet, gpointer opaque);

/*
 * hc_outlet_new:
 * @fd: is made non-blocking, and put back as it was; not closed
 *
 * Returns: (transfer full): free with hc_outlet_free()
 */
HcOutlet *hc_outlet_new(int fd, HcOutletFn fn, gpointer opaque);
void hc_outlet_free(HcOutlet *outlet);

/* Nothing, once the reader is gone. */
void hc_outlet_write(HcOutlet *outlet, const char *data, gsize length);
gsize hc_outlet_waiting(const HcOutlet *outlet);
gboolean hc_outlet_is_broken(const HcOutlet *outlet);

/* Closes the descriptor when all is written. */
void hc_outlet_close(HcOutlet *outlet);

typedef struct HcInlet HcInlet;

/* @length 0: the end; it is the last call. */
typedef void (*HcInletFn)(const char *data, gsize length, gpointer opaque);

HcInlet *hc_inlet_new(int fd, HcInletFn fn, gpointer opaque);
void hc_inlet_free(HcInlet *inlet);

/* Whether to go on reading. */
void hc_inlet_run(HcInlet *inlet, gboolean on);

G_END_DECLS

#endif
