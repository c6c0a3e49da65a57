/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_DROPPED_H
#define HC_DROPPED_H

#include "pairing/program.h"

G_BEGIN_DECLS

/* Reports what leaves a table without a put, though others put it then. */
void hc_dropped_holds(HcProgram *program);

G_END_DECLS

#endif
