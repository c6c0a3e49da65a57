/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_VERDICT_H
#define HC_VERDICT_H

#include "pairing/walk.h"

G_BEGIN_DECLS

/* One walk, and why it was walked. */
typedef struct HcCase {
    const HcWalk *walk;
    const HcSlot *acquire_slot;
    const HcSequence *sequence; /* NULL: nothing runs afterwards */
    gboolean unseen;            /* a slot's function is in no file seen */
    gboolean incomplete;        /* one was not explored to its end */
} HcCase;

/* Says what is certain, counts what is not. */
void hc_judge(const HcCase *c);

G_END_DECLS

#endif
