/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Source lines for fingerprints, columns and excerpts.  A file is read once.
 */
#ifndef HC_SOURCES_H
#define HC_SOURCES_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct HcSources HcSources;

/*
 * HcSourceReader:
 * @file: as in the report
 *
 * Returns: (transfer full) (nullable): the whole file and its @length; an
 * editor's buffer, for example
 */
typedef char *(*HcSourceReader)(const char *file, gsize *length,
                                gpointer opaque);

/*
 * hc_sources_new:
 * @reader: (nullable): by default files are read from disk
 * @root: (nullable): what relative names are relative to on disk
 *
 * Returns: (transfer full): free with hc_sources_free()
 */
HcSources *hc_sources_new(const char *root, HcSourceReader reader,
                          gpointer opaque);
void hc_sources_free(HcSources *sources);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HcSources, hc_sources_free)

/* 0 if @file cannot be read. */
guint hc_sources_n_lines(HcSources *sources, const char *file);

/*
 * hc_sources_line:
 * @line: from 1
 * @length: (out): bytes, without the line's end
 *
 * Returns: (transfer none) (nullable): not terminated; lives as long as
 * @sources.  NULL if there is no such line
 */
const char *hc_sources_line(HcSources *sources, const char *file, guint line,
                            gsize *length);

G_END_DECLS

#endif
