/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page as bytes: one file, nothing breaks out of its data. */
#include "sample.h"

#include <json-glib/json-glib.h>
#include <string.h>

static guint count(const char *text, const char *word)
{
    guint n = 0;

    while ((text = strstr(text, word))) {
        text += strlen(word);
        n++;
    }
    return n;
}

static JsonParser *parse(const GString *page)
{
    static const char open[] = "<script type=\"application/json\" id=\"data\">";
    const char *start = strstr(page->str, open);
    const char *end;
    JsonParser *parser = json_parser_new();
    g_autoptr(GError) error = NULL;

    g_assert_nonnull(start);
    start += strlen(open);
    end = strstr(start, "</script>");
    g_assert_nonnull(end);
    json_parser_load_from_data(parser, start, end - start, &error);
    g_assert_no_error(error);
    return parser;
}

static JsonObject *element(JsonObject *object, const char *array, guint i)
{
    return json_array_get_object_element(
        json_object_get_array_member(object, array), i);
}

static void test_page(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) report = sample_report(sources);
    g_autoptr(HcReport) empty = sample_empty();
    g_autoptr(GString) page = g_string_new(NULL);
    g_autoptr(GString) again = g_string_new(NULL);
    g_autoptr(GString) bare = g_string_new(NULL);
    g_autoptr(JsonParser) parser = NULL;
    JsonObject *root, *finding, *file;
    JsonArray *place, *run;

    hc_report_write_html(report, sources, page);
    hc_report_write_html(report, sources, again);
    g_assert_true(g_string_equal(page, again));
    g_assert_true(g_str_has_prefix(page->str, "<!DOCTYPE html>"));
    g_assert_null(strstr(page->str, "@@"));
    /* The root is nobody's business. */
    g_assert_null(strstr(page->str, "/src/qemu"));
    parser = parse(page);
    root = json_node_get_object(json_parser_get_root(parser));
    finding = element(root, "findings", 1);
    g_assert_cmpstr(json_object_get_string_member(finding, "function"), ==,
                    "vblk_realize");
    place = json_object_get_array_member(finding, "at");
    file = element(root, "files", json_array_get_int_element(place, 0));
    g_assert_cmpstr(json_object_get_string_member(file, "name"), ==,
                    "hw/block/vblk.c");
    g_assert_cmpint(json_array_get_int_element(place, 1), ==, 8);
    run = json_array_get_array_element(
        json_object_get_array_member(file, "runs"), 0);
    g_assert_cmpint(json_array_get_int_element(run, 0), ==, 1);
    g_assert_cmpstr(json_array_get_string_element(
                        json_array_get_array_element(run, 1), 7),
                    ==, "        return;");
    /* A column behind wide characters, as JavaScript counts: the bytes before
     * it are 2 + 4 + 1 for 1 + 2 + 4 units. */
    place = json_object_get_array_member(element(root, "findings", 4), "at");
    g_assert_cmpint(json_array_get_int_element(place, 2), ==, 28);
    g_assert_cmpint(json_array_get_int_element(place, 3), ==, 27);

    hc_report_write_html(empty, NULL, bare);
    g_object_unref(parse(bare));
    hc_report_write_html(report, NULL, bare);
}

/* Scripts, styles and elements are those of the page, no others. */
static void test_hostile(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) empty = sample_empty();
    g_autoptr(HcReport) report = sample_hostile(sources);
    g_autoptr(GString) page = g_string_new(NULL);
    g_autoptr(GString) bare = g_string_new(NULL);
    g_autoptr(JsonParser) parser = NULL;
    JsonObject *root;
    guint i;

    hc_report_write_html(report, sources, page);
    hc_report_write_html(empty, NULL, bare);
    g_assert_true(g_utf8_validate(page->str, page->len, NULL));
    g_assert_cmpuint(count(page->str, "<"), ==, count(bare->str, "<"));
    g_assert_cmpuint(count(page->str, "&"), ==, count(bare->str, "&"));
    g_assert_null(strstr(page->str, "\xe2\x80\xa8"));
    for (i = 0; i < page->len; i++) {
        g_assert_true((guchar)page->str[i] >= ' ' || page->str[i] == '\n');
    }
    parser = parse(page);
    root = json_node_get_object(json_parser_get_root(parser));
    g_assert_true(g_str_has_prefix(
        json_object_get_string_member(element(root, "notices", 0), "text"),
        "</script><script>"));
}

/* All that the browser loads is in the page. */
static void test_alone(void)
{
    g_autoptr(HcReport) report = sample_empty();
    g_autoptr(GString) page = g_string_new(NULL);

    hc_report_write_html(report, NULL, page);
    g_assert_null(strstr(page->str, " src="));
    g_assert_null(strstr(page->str, "href="));
    g_assert_null(strstr(page->str, "url("));
    g_assert_null(strstr(page->str, "import "));
    g_assert_null(strstr(page->str, "innerHTML"));
    g_assert_nonnull(strstr(page->str, "default-src 'none'"));
    g_assert_cmpuint(count(page->str, "sha256-"), ==, 2);
    g_assert_cmpuint(count(page->str, "<script"), ==, 2);
    g_assert_cmpuint(count(page->str, "</script"), ==, 2);
}

static void test_many(void)
{
    g_autoptr(HcReport) report = sample_many(2000, NULL);
    g_autoptr(GString) page = g_string_new(NULL);

    hc_report_write_html(report, NULL, page);
    g_object_unref(parse(page));
    g_assert_cmpuint(page->len, <, 4 * 1024 * 1024);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/html/page", test_page);
    g_test_add_func("/report/html/hostile", test_hostile);
    g_test_add_func("/report/html/alone", test_alone);
    g_test_add_func("/report/html/many", test_many);
    return g_test_run();
}
