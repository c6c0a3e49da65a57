/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A report to standard output, a file, a page.
 */
#ifndef HC_CMD_OUTPUT_H
#define HC_CMD_OUTPUT_H

#include "cmd/options.h"
#include "report/write.h"

G_BEGIN_DECLS

/*
 * hc_output:
 * @callers: (nullable): listed behind the findings, in text only
 *
 * A file is replaced in one step or left as it was.  FALSE: it was said what
 * could not be written.
 */
gboolean hc_output(const HcOptions *options, const HcReport *report,
                   const HcReport *callers, HcSources *sources);

/* Writes @text to @path in one step. */
gboolean hc_output_file(const char *path, const GString *text);

G_END_DECLS

#endif
