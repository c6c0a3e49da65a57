/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/since.h"

#include <string.h>

typedef gboolean (*PlaceFn)(const HcReport *report,
                            const HcReportPlace *place, gpointer opaque);

static gboolean any_place(const HcReport *report,
                          const HcReportFinding *finding, PlaceFn fn,
                          gpointer opaque)
{
    if (fn(report, &finding->place, opaque)) {
        return TRUE;
    }
    for (guint i = 0; i < finding->steps->len; i++) {
        const HcReportStep *step = finding->steps->pdata[i];

        if (fn(report, &step->place, opaque)) {
            return TRUE;
        }
    }
    return FALSE;
}

static char *path_of(const HcReport *report, const HcReportPlace *place)
{
    return place->file ? g_canonicalize_filename(place->file, report->root)
                       : NULL;
}

static gboolean is_changed(const HcReport *report, const HcReportPlace *place,
                           gpointer opaque)
{
    g_autofree char *path = path_of(report, place);
    guint last = MAX(place->line, place->end_line);

    for (guint line = place->line; path && line <= last; line++) {
        if (hc_change_touches(opaque, path, line)) {
            return TRUE;
        }
    }
    return FALSE;
}

void hc_since_filter(HcReport *now, const HcReport *then, HcChange *change)
{
    g_autoptr(GHashTable) known = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; then && i < then->findings->len; i++) {
        const HcReportFinding *finding = then->findings->pdata[i];

        /* What was suppressed and no longer is, is news. */
        if (finding->suppression.kind == HC_SUPPRESSION_NONE) {
            g_hash_table_add(known, (gpointer)finding->fingerprint);
        }
    }
    for (guint i = now->findings->len; i-- > 0;) {
        const HcReportFinding *finding = now->findings->pdata[i];
        gboolean news = then &&
            !g_hash_table_contains(known, finding->fingerprint);

        if (!news && !any_place(now, finding, is_changed, change)) {
            g_ptr_array_remove_index(now->findings, i);
        }
    }
}

/* What a finding is about, and where. */
static char *identity_of(const HcReport *report,
                         const HcReportFinding *finding, guint line)
{
    return g_strdup_printf("%d %u %s %s", finding->rule, line,
                           finding->iothread, finding->place.file);
}

void hc_news_filter(HcReport *now, const HcReport *then, HcChange *change)
{
    g_autoptr(GHashTable) known =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (guint i = 0; i < then->findings->len; i++) {
        const HcReportFinding *finding = then->findings->pdata[i];

        if (finding->suppression.kind == HC_SUPPRESSION_NONE) {
            g_hash_table_add(known, g_strdup(finding->fingerprint));
            g_hash_table_add(known, identity_of(then, finding,
                                                finding->place.line));
        }
    }
    for (guint i = now->findings->len; i-- > 0;) {
        const HcReportFinding *finding = now->findings->pdata[i];
        g_autofree char *path = path_of(now, &finding->place);
        guint line = path ? hc_change_old_line(change, path,
                                               finding->place.line) : 0;
        g_autofree char *identity = identity_of(now, finding, line);

        if (g_hash_table_contains(known, finding->fingerprint) ||
            (line && g_hash_table_contains(known, identity))) {
            g_ptr_array_remove_index(now->findings, i);
        }
    }
}

static gboolean is_in(const HcReport *report, const HcReportPlace *place,
                      gpointer opaque)
{
    g_autofree char *path = path_of(report, place);

    for (char **folder = opaque; path && *folder; folder++) {
        g_autofree char *full = g_canonicalize_filename(*folder, NULL);
        gsize length = strlen(full);

        if (g_str_has_prefix(path, full) &&
            (!path[length] || path[length] == '/' || g_str_equal(full, "/"))) {
            return TRUE;
        }
    }
    return FALSE;
}

void hc_paths_filter(HcReport *report, char **paths)
{
    for (guint i = report->findings->len; i-- > 0;) {
        if (!any_place(report, report->findings->pdata[i], is_in, paths)) {
            g_ptr_array_remove_index(report->findings, i);
        }
    }
}
