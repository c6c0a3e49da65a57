/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sample.h"

#include <json-glib/json-glib.h>

static void test_golden(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) report = sample_report(sources);
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) again = g_string_new(NULL);

    hc_report_write_gitlab(report, out);
    hc_report_write_gitlab(report, again);
    g_assert_true(g_string_equal(out, again));
    sample_golden("gitlab.json", out);
}

/* What GitLab refuses a report for. */
static void check(const HcReport *report, guint want)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GHashTable) prints = g_hash_table_new(g_str_hash, g_str_equal);
    JsonArray *array;
    guint i;

    hc_report_write_gitlab(report, out);
    g_assert_true(g_utf8_validate(out->str, out->len, NULL));
    json_parser_load_from_data(parser, out->str, out->len, &error);
    g_assert_no_error(error);
    array = json_node_get_array(json_parser_get_root(parser));
    g_assert_cmpuint(json_array_get_length(array), ==, want);
    for (i = 0; i < want; i++) {
        static const char *const severities[] = {
            "info", "minor", "major", "critical", "blocker", NULL,
        };
        JsonObject *one = json_array_get_object_element(array, i);
        JsonObject *location = json_object_get_object_member(one, "location");
        JsonObject *lines = json_object_get_object_member(location, "lines");

        g_assert_nonnull(json_object_get_string_member(one, "description"));
        g_assert_true(g_str_has_prefix(
            json_object_get_string_member(one, "check_name"),
            "qemu.iothread."));
        g_assert_true(g_strv_contains(
            severities, json_object_get_string_member(one, "severity")));
        g_assert_nonnull(json_object_get_string_member(location, "path"));
        g_assert_cmpint(json_object_get_int_member(lines, "begin"), >, 0);
        g_assert_true(g_hash_table_add(
            prints,
            (gpointer)json_object_get_string_member(one, "fingerprint")));
    }
}

static void test_shape(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) hostile = sample_hostile(sources);
    g_autoptr(HcReport) many = sample_many(2000, NULL);
    g_autoptr(HcReport) empty = sample_empty();

    check(hostile, 4);
    check(many, 2000);
    check(empty, 0);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/gitlab/golden", test_golden);
    g_test_add_func("/report/gitlab/shape", test_shape);
    return g_test_run();
}
