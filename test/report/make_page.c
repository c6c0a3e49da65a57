/* SPDX-License-Identifier: GPL-2.0-or-later */
/* usage: make_page sample|hostile|empty|NUMBER FILE: writes a page to look
 * at, for the test "browser" and for eyes. */
#include "sample.h"

int main(int argc, char **argv)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) report = NULL;
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    g_assert_cmpint(argc, ==, 3);
    if (g_str_equal(argv[1], "sample")) {
        report = sample_report(sources);
    } else if (g_str_equal(argv[1], "hostile")) {
        report = sample_hostile(sources);
    } else if (g_str_equal(argv[1], "empty")) {
        report = sample_empty();
    } else {
        report = sample_many(g_ascii_strtoull(argv[1], NULL, 10), sources);
    }
    hc_report_write_html(report, sources, out);
    g_file_set_contents(argv[2], out->str, out->len, &error);
    g_assert_no_error(error);
    return 0;
}
