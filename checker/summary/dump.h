/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HC_DUMP_H
#define HC_DUMP_H

#include "summary/summary.h"

G_BEGIN_DECLS

/* All of @path but its guards; two paths with equal bodies do the same. */
void hc_dump_path_body(GString *out, const HcPath *path);

G_END_DECLS

#endif
