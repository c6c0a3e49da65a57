/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who says what a unit says: clang, the plugin, the contract, and what was
 * asked of them.  Two units of one source and one producer are equal.  The
 * plugin writes it into the unit; whoever has units at hand makes the same
 * text, without running clang, and sees which are still good.
 */
#ifndef HC_PRODUCER_H
#define HC_PRODUCER_H

#include "report/messages.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct HcProducer {
    const char *clang;      /* first line of clang --version */
    const char *build_id;   /* of the plugin, see hc_build_id_of_file() */
    const char *contract;   /* file; NULL or "": the one compiled in, which
                             * the build id covers */
    gboolean rules[HC_RULE_COUNT]; /* that are on */
    gboolean classic_contexts;     /* UnheldContext:Classic */
} HcProducer;

/*
 * hc_producer_text:
 * @error: the contract cannot be read; one line
 *
 * Returns: (transfer full) (nullable): one line
 */
char *hc_producer_text(const HcProducer *producer, GError **error);

/*
 * hc_build_id_of_file:
 * @path: a shared object
 * @error: one line; also where it has no GNU build id
 *
 * The linker's hash of all that is in the object: code, contract, messages.
 *
 * Returns: (transfer full) (nullable): hexadecimal digits
 */
char *hc_build_id_of_file(const char *path, GError **error);

G_END_DECLS

#endif
