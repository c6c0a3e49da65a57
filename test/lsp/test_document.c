/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Positions in all encodings, documents through changes, ranges through edits.
 */
#include "lsp/document.h"
#include "lsp/value.h"

#include <string.h>

/* One, two, three and four bytes: a, ä, €, 𝄞. */
#define TEXT "a\xc3\xa4\xe2\x82\xac\xf0\x9d\x84\x9e" "b\nx\n"

static void test_units(void)
{
    static const struct {
        HcEncoding encoding;
        guint units[6];  /* before each character of the line, and behind */
    } rows[] = {
        { HC_ENCODING_UTF8, { 0, 1, 3, 6, 10, 11 } },
        { HC_ENCODING_UTF16, { 0, 1, 2, 3, 5, 6 } },
        { HC_ENCODING_UTF32, { 0, 1, 2, 3, 4, 5 } },
    };
    static const gsize bytes[] = { 0, 1, 3, 6, 10, 11 };

    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        HcPosition second = { 1, 1 }, beyond = { 0, 99 }, last = { 9, 0 };

        for (guint k = 0; k < 6; k++) {
            HcPosition at = { 0, rows[i].units[k] };
            HcPosition back = hc_position_at(TEXT, strlen(TEXT), bytes[k],
                                             rows[i].encoding);

            g_assert_cmpuint(hc_position_offset(TEXT, strlen(TEXT), at,
                                                rows[i].encoding),
                             ==, bytes[k]);
            g_assert_cmpint(hc_position_compare(at, back), ==, 0);
        }
        g_assert_cmpuint(hc_position_offset(TEXT, strlen(TEXT), second,
                                            rows[i].encoding), ==, 13);
        g_assert_cmpuint(hc_position_offset(TEXT, strlen(TEXT), beyond,
                                            rows[i].encoding), ==, 11);
        g_assert_cmpuint(hc_position_offset(TEXT, strlen(TEXT), last,
                                            rows[i].encoding),
                         ==, strlen(TEXT));
    }
    /* In the middle of a pair is before it; bytes that are no text count. */
    g_assert_cmpuint(hc_units_to_bytes("\xf0\x9d\x84\x9e", 4, 1,
                                       HC_ENCODING_UTF16), ==, 0);
    g_assert_cmpuint(hc_units("\xff\xc3", 2, HC_ENCODING_UTF16), ==, 2);
}

static void count(const HcEdit *edit, gpointer opaque)
{
    ++*(guint *)opaque;
}

static JsonNode *parse(const char *format, ...) G_GNUC_PRINTF(1, 2);
static JsonNode *parse(const char *format, ...)
{
    g_autofree char *text = NULL;
    JsonNode *node;
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    node = hc_value_parse(text, strlen(text));
    g_assert_nonnull(node);
    return node;
}

static HcDocument *open_text(const char *text)
{
    g_autofree char *escaped = g_strescape(text, "\xc3\xa4\xe2\x82\xac\xf0"
                                                 "\x9d\x84\x9e");
    g_autoptr(JsonNode) node = parse(
        "{\"textDocument\":{\"uri\":\"file:///a%%20b.c\",\"version\":1,"
        "\"text\":\"%s\"}}", escaped);

    return hc_document_new(json_node_get_object(node));
}

static guint change(HcDocument *document, HcEncoding encoding,
                    const char *changes)
{
    g_autoptr(JsonNode) node = parse(
        "{\"textDocument\":{\"uri\":\"x\",\"version\":2},"
        "\"contentChanges\":%s}", changes);
    guint n = 0;

    hc_document_change(document, json_node_get_object(node), encoding, count,
                       &n);
    return n;
}

#define RANGE(a, b, c, d) \
    "\"range\":{\"start\":{\"line\":" #a ",\"character\":" #b "}," \
    "\"end\":{\"line\":" #c ",\"character\":" #d "}}"

static void test_change(void)
{
    HcDocument *document = open_text(TEXT);

    g_assert_cmpstr(document->path, ==, "/a b.c");
    /* The clef, in UTF-16, and then on the changed text. */
    g_assert_cmpuint(change(document, HC_ENCODING_UTF16,
                            "[{" RANGE(0, 3, 0, 5) ",\"text\":\"\\n\"},"
                            "{" RANGE(1, 0, 1, 1) ",\"text\":\"cc\"}]"),
                     ==, 2);
    g_assert_cmpstr(document->text->str, ==, "a\xc3\xa4\xe2\x82\xac\ncc\nx\n");
    g_assert_cmpint(document->version, ==, 2);
    /* In UTF-8. */
    change(document, HC_ENCODING_UTF8,
           "[{" RANGE(0, 1, 0, 6) ",\"text\":\"\"}]");
    g_assert_cmpstr(document->text->str, ==, "a\ncc\nx\n");
    /* All of it; the same again is no edit. */
    g_assert_cmpuint(change(document, HC_ENCODING_UTF8,
                            "[{\"text\":\"a\\ncd\\n\"}]"), ==, 1);
    g_assert_cmpuint(change(document, HC_ENCODING_UTF8,
                            "[{\"text\":\"a\\ncd\\n\"}]"), ==, 0);
    g_assert_cmpstr(document->text->str, ==, "a\ncd\n");
    hc_document_free(document);
}

/* What cannot be followed is not known, until all of it comes again. */
static void test_unknown(void)
{
    static const char *const bad[] = {
        "[{}]", "[3]", "[{\"range\":3,\"text\":\"x\"}]",
        "[{" RANGE(1, 0, 0, 0) ",\"text\":\"x\"}]",
        "[{" RANGE(-1, 0, 0, 0) ",\"text\":\"x\"}]",
    };

    for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
        HcDocument *document = open_text("a\nb\n");

        change(document, HC_ENCODING_UTF16, bad[i]);
        g_assert_null(document->text);
        change(document, HC_ENCODING_UTF16,
               "[{" RANGE(0, 0, 0, 0) ",\"text\":\"x\"}]");
        g_assert_null(document->text);
        change(document, HC_ENCODING_UTF16, "[{\"text\":\"new\"}]");
        g_assert_cmpstr(document->text->str, ==, "new");
        hc_document_free(document);
    }
}

static void check_move(HcEdit edit, HcSpan span, gboolean whole, HcSpan want)
{
    g_assert_cmpint(hc_edit_move(&edit, &span), ==, whole);
    g_assert_cmpint(hc_position_compare(span.start, want.start), ==, 0);
    g_assert_cmpint(hc_position_compare(span.end, want.end), ==, 0);
}

static void test_move(void)
{
    HcSpan span = { { 5, 4 }, { 5, 8 } };
    HcSpan below = { { 6, 4 }, { 6, 8 } };
    HcSpan aside = { { 5, 6 }, { 5, 10 } };
    HcSpan cut = { { 5, 4 }, { 5, 6 } };

    /* A line before it; behind it; two letters before it in its line. */
    check_move((HcEdit){ { { 1, 0 }, { 1, 0 } }, { 2, 0 } }, span, TRUE,
               below);
    check_move((HcEdit){ { { 5, 8 }, { 5, 8 } }, { 6, 0 } }, span, TRUE,
               span);
    check_move((HcEdit){ { { 5, 4 }, { 5, 4 } }, { 5, 6 } }, span, TRUE,
               aside);
    /* The line before it is joined with its own. */
    check_move((HcEdit){ { { 4, 2 }, { 5, 0 } }, { 4, 2 } }, span, TRUE,
               (HcSpan){ { 4, 6 }, { 4, 10 } });
    /* Its end goes; all of it goes. */
    check_move((HcEdit){ { { 5, 6 }, { 5, 9 } }, { 5, 6 } }, span, FALSE,
               cut);
    check_move((HcEdit){ { { 4, 0 }, { 7, 0 } }, { 4, 0 } }, span, FALSE,
               (HcSpan){ { 4, 0 }, { 4, 0 } });
}

/* Not deeper than json-glib can go; strings may have brackets. */
static void test_parse(void)
{
    g_autofree char *deep = g_strnfill(100000, '[');
    g_autofree char *text = g_strdup_printf("\"\\\\\\\"%s\"", deep);
    g_autoptr(JsonNode) node = hc_value_parse(text, strlen(text));

    g_assert_nonnull(node);
    g_assert_null(hc_value_parse(deep, strlen(deep)));
    g_assert_null(hc_value_parse("{\"a\":", 5));
    g_assert_null(hc_value_parse("\"\xff\"", 3));
    g_assert_null(hc_value_parse("", 0));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/document/units", test_units);
    g_test_add_func("/document/change", test_change);
    g_test_add_func("/document/unknown", test_unknown);
    g_test_add_func("/document/move", test_move);
    g_test_add_func("/document/parse", test_parse);
    return g_test_run();
}
