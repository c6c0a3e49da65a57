/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dump_unit FILE...: units as text.  What is read is also written again, and
 * must be the same bytes. */
#include "summary/unit.h"

#include <stdio.h>
#include <unistd.h>

static gboolean same_again(const HcUnit *unit, const char *path)
{
    g_autofree char *copy = g_strconcat(path, ".again", NULL);
    g_autofree char *before = NULL;
    g_autofree char *after = NULL;
    gsize n_before = 0, n_after = 1;

    return hc_unit_write(unit, copy, NULL) &&
           g_file_get_contents(path, &before, &n_before, NULL) &&
           g_file_get_contents(copy, &after, &n_after, NULL) &&
           unlink(copy) == 0 && n_before == n_after &&
           memcmp(before, after, n_before) == 0;
}

int main(int argc, char **argv)
{
    int i, status = 0;

    for (i = 1; i < argc; i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(HcUnit) unit = hc_unit_read(argv[i], NULL, &error);
        g_autofree char *text = unit ? hc_unit_dump(unit) : NULL;

        if (!unit) {
            fprintf(stderr, "%s\n", error->message);
            status = 1;
        } else if (!same_again(unit, argv[i])) {
            fprintf(stderr, "%s: differs when written again\n", argv[i]);
            status = 1;
        } else {
            fputs(text, stdout);
        }
    }
    return status;
}
