/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sample.h"

#include <string.h>

static GString *write_sample(HcTextFlags flags)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) report = sample_report(sources);
    GString *out = g_string_new(NULL);

    hc_report_write_text(report, flags, out);
    return out;
}

static void test_golden(void)
{
    g_autoptr(GString) plain = write_sample(HC_TEXT_PLAIN);
    g_autoptr(GString) again = write_sample(HC_TEXT_PLAIN);
    g_autoptr(GString) all = write_sample(HC_TEXT_SUPPRESSED);

    g_assert_true(g_string_equal(plain, again));
    sample_golden("plain.txt", plain);
    sample_golden("all.txt", all);
}

static void test_color(void)
{
    g_autoptr(GString) plain = write_sample(HC_TEXT_SUPPRESSED);
    g_autoptr(GString) color = write_sample(HC_TEXT_SUPPRESSED |
                                            HC_TEXT_COLOR);
    g_autoptr(GRegex) codes = g_regex_new("\033\\[[0-9;]*m", 0, 0, NULL);
    g_autofree char *bare =
        g_regex_replace_literal(codes, color->str, -1, 0, "", 0, NULL);

    g_assert_cmpuint(color->len, >, plain->len);
    g_assert_cmpstr(bare, ==, plain->str);
}

/* Whatever the names are, a finding is one line, and no byte of it does
 * anything to a terminal. */
static void test_hostile(void)
{
    g_autoptr(HcReport) report = sample_hostile(NULL);
    g_autoptr(GString) out = g_string_new(NULL);
    g_auto(GStrv) lines = NULL;
    guint i, warnings = 0;

    hc_report_write_text(report, HC_TEXT_SUPPRESSED, out);
    g_assert_true(g_utf8_validate(out->str, out->len, NULL));
    for (i = 0; i < out->len; i++) {
        g_assert_true((guchar)out->str[i] >= ' ' || out->str[i] == '\n');
        g_assert_cmpint(out->str[i], !=, 0x7f);
    }
    g_assert_null(strstr(out->str, "\xe2\x80\xa8"));
    g_assert_null(strstr(out->str, "\xe2\x80\xae"));
    g_assert_nonnull(strstr(out->str, "\\n\\r\\t\\x1b[2J\\x1f\\x7f"
                                      "\\u2028\\u2029\\u202e\\xff\\xc3 "));
    g_assert_nonnull(strstr(out->str, "holdcheck: warning: nowhere ["));
    lines = g_strsplit(out->str, "\n", -1);
    for (i = 0; lines[i]; i++) {
        warnings += g_str_has_prefix(lines[i], "x.c:");
    }
    /* Five warnings, two steps, one mark, the end: no line was faked. */
    g_assert_cmpuint(g_strv_length(lines), ==, 9);
    g_assert_cmpuint(warnings, ==, 0);
}

static void test_empty(void)
{
    g_autoptr(HcReport) report = sample_empty();
    g_autoptr(GString) out = g_string_new(NULL);

    hc_report_write_text(report, HC_TEXT_COLOR, out);
    g_assert_cmpstr(out->str, ==, "");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/text/golden", test_golden);
    g_test_add_func("/report/text/color", test_color);
    g_test_add_func("/report/text/hostile", test_hostile);
    g_test_add_func("/report/text/empty", test_empty);
    return g_test_run();
}
