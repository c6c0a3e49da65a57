/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Places, order, merging, fingerprints, sources. */
#include "sample.h"

#include <glib/gstdio.h>
#include <string.h>

#define at(array, i) ((HcReportFinding *)g_ptr_array_index((array), (i)))

static void check_place(const char *root, const char *file, const char *want)
{
    g_autoptr(HcReport) report = hc_report_new("1", NULL, root);

    g_assert_cmpstr(hc_report_place(report, file, 1, 1).file, ==, want);
}

static void test_places(void)
{
    check_place("/src", "/src/a.c", "a.c");
    check_place("/src/", "/src/b/../a.c", "a.c");
    check_place("/src", "./b//a.c", "b/a.c");
    check_place("/src", "/source/a.c", "/source/a.c");
    check_place("/src", "../a.c", "/a.c");
    check_place("/src", "/src", "/src");
    check_place("/", "/a.c", "/a.c");
    check_place(NULL, "a.c", "a.c");
    check_place(NULL, "/a.c", "/a.c");
    check_place("/src", "", NULL);
    check_place("/src", NULL, NULL);
}

static void test_order(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) report = sample_report(sources);
    static const struct {
        const char *file;
        guint line;
    } want[] = {
        {"/usr/include/a b.h", 3}, {"hw/block/vblk.c", 8},
        {"hw/block/vblk.c", 17},   {"hw/block/vblk.c", 20},
        {"net/odd.c", 1},
    };
    guint i;

    g_assert_cmpuint(report->findings->len, ==, G_N_ELEMENTS(want));
    for (i = 0; i < G_N_ELEMENTS(want); i++) {
        g_assert_cmpstr(at(report->findings, i)->place.file, ==,
                        want[i].file);
        g_assert_cmpuint(at(report->findings, i)->place.line, ==,
                         want[i].line);
    }
    /* Of the two paths to one finding the shorter is shown. */
    g_assert_cmpuint(at(report->findings, 1)->steps->len, ==, 2);
    g_assert_cmpuint(hc_report_n_active(report), ==, 2);
    /* Once more changes nothing. */
    hc_report_finish(report, sources);
    g_assert_cmpuint(report->findings->len, ==, G_N_ELEMENTS(want));
}

/* In which order compilations end leaves no trace. */
static void test_merge(void)
{
    g_autofree char *print = NULL;
    guint turn, i;

    for (turn = 0; turn < 2; turn++) {
        g_autoptr(HcReport) report = hc_report_new("1", NULL, NULL);
        HcReportPlace place = hc_report_place(report, "a.c", 1, 1);

        for (i = 0; i < 4; i++) {
            guint k = turn ? 3 - i : i;
            HcReportFinding *f = hc_report_add_finding(
                report, HC_RULE_HOLD_LEAK, "text", place);
            HcHoldRow *row = hc_report_add_hold(report, place);

            f->function = k % 2 ? "one" : "two";
            if (k != 2) {
                hc_report_suppress(report, f, HC_SUPPRESSION_ATTRIBUTE,
                                   NULL, place);
            }
            row->paired = k == 3 ? HC_PAIRED_NO : HC_PAIRED_YES;
            hc_report_add_put(report, row, "put",
                              hc_report_place(report, "a.c", 9 - k / 2, 1));
            hc_report_add_notice(report, HC_NOTICE_NOTE, place, "same");
        }
        hc_report_finish(report, NULL);
        g_assert_cmpuint(report->findings->len, ==, 1);
        g_assert_cmpuint(hc_report_n_active(report), ==, 1);
        g_assert_cmpstr(at(report->findings, 0)->function, ==, "two");
        g_assert_cmpuint(report->notices->len, ==, 1);
        g_assert_cmpuint(report->holds->len, ==, 1);
        {
            HcHoldRow *row = report->holds->pdata[0];
            HcHoldPut *put = row->puts->pdata[0];

            g_assert_cmpint(row->paired, ==, HC_PAIRED_NO);
            g_assert_cmpuint(row->puts->len, ==, 2);
            g_assert_cmpuint(put->place.line, ==, 8);
        }
        if (print) {
            g_assert_cmpstr(at(report->findings, 0)->fingerprint, ==, print);
        } else {
            print = g_strdup(at(report->findings, 0)->fingerprint);
        }
    }
}

typedef struct Buffer {
    const char *text;
} Buffer;

static char *read_buffer(const char *file, gsize *length, gpointer opaque)
{
    Buffer *buffer = opaque;

    *length = strlen(buffer->text);
    return g_strdup(buffer->text);
}

/* The fingerprints of leaks at @lines of @text, joined. */
static char *prints(const char *text, const guint *lines, guint n)
{
    Buffer buffer = {text};
    g_autoptr(HcSources) sources = hc_sources_new(NULL, read_buffer, &buffer);
    g_autoptr(HcReport) report = hc_report_new("1", NULL, NULL);
    GString *all = g_string_new(NULL);
    guint i;

    for (i = 0; i < n; i++) {
        HcReportFinding *f = hc_report_add_finding(
            report, HC_RULE_HOLD_LEAK, "text",
            hc_report_place(report, "a.c", lines[i], 5));

        f->function = hc_report_string(report, "realize");
    }
    hc_report_finish(report, sources);
    for (i = 0; i < report->findings->len; i++) {
        g_string_append_printf(all, "%s ",
                               at(report->findings, i)->fingerprint);
    }
    return g_string_free(all, FALSE);
}

static void test_fingerprints(void)
{
    g_autofree char *first = prints("a;\n  return 1;\n", (guint[]){2}, 1);
    g_autofree char *moved =
        prints("a;\n\n/* new */\n\treturn   1;  \r\n", (guint[]){4}, 1);
    g_autofree char *edited = prints("a;\n  return 2;\n", (guint[]){2}, 1);
    g_autofree char *twins =
        prints("return;\nreturn;\nx;\n", (guint[]){1, 2}, 2);
    g_autofree char *apart =
        prints("\nreturn;\n\n  return;\nx;\n", (guint[]){2, 4}, 2);
    g_autofree char *gone = prints("x;\n", (guint[]){9}, 1);
    g_auto(GStrv) two = g_strsplit(twins, " ", -1);

    g_assert_cmpuint(strlen(first), ==, 33);
    g_assert_cmpstr(first, ==, moved);
    g_assert_cmpstr(first, !=, edited);
    g_assert_cmpstr(twins, ==, apart);
    g_assert_cmpstr(two[0], !=, two[1]);
    g_assert_cmpstr(gone, !=, first);
}

/* Each part of the identity counts, and they do not run into each other. */
static void test_identity(void)
{
    g_autoptr(HcReport) report = hc_report_new("1", NULL, NULL);
    HcReportFinding *f = hc_report_add_finding(
        report, HC_RULE_HOLD_LEAK, "text",
        hc_report_place(report, "a.c", 1, 1));
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint i;

    for (i = 0; i < 8; i++) {
        f->rule = i == 1 ? HC_RULE_DOUBLE_PUT : HC_RULE_HOLD_LEAK;
        f->function = i == 2 ? "ab" : i == 3 ? "a" : "";
        f->holder = i == 3 ? "b" : i == 4 ? "ab" : "";
        f->iothread = i == 5 ? "ab" : "";
        f->place.file = i == 6 ? "b.c" : "a.c";
        f->place.line = i;
        f->message = i % 2 ? "text" : "other";
        g_hash_table_add(seen,
                         hc_report_fingerprint(f, "x", i == 7 ? 1 : 0));
    }
    g_assert_cmpuint(g_hash_table_size(seen), ==, 8);
    f->rule = HC_RULE_HOLD_LEAK;
    f->function = f->holder = f->iothread = "";
    f->place.file = "a.c";
    /* Kept by baselines and by GitLab: must not change by accident. */
    {
        g_autofree char *print = hc_report_fingerprint(f, " x\t\n", 0);

        g_assert_cmpstr(print, ==, "59c18f3531d6d6290ec803e032d295e8");
    }
}

static void test_sources(void)
{
    Buffer buffer = {"one\r\n\nthree"};
    g_autoptr(HcSources) sources = hc_sources_new(NULL, read_buffer, &buffer);
    g_autofree char *folder = g_dir_make_tmp("report-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "a.c", NULL);
    g_autoptr(HcSources) disk = hc_sources_new(folder, NULL, NULL);
    gsize length;

    g_assert_cmpuint(hc_sources_n_lines(sources, "a"), ==, 3);
    g_assert_nonnull(hc_sources_line(sources, "a", 1, &length));
    g_assert_cmpuint(length, ==, 3);
    g_assert_nonnull(hc_sources_line(sources, "a", 2, &length));
    g_assert_cmpuint(length, ==, 0);
    g_assert_nonnull(hc_sources_line(sources, "a", 3, &length));
    g_assert_cmpuint(length, ==, 5);
    g_assert_null(hc_sources_line(sources, "a", 4, &length));
    g_assert_null(hc_sources_line(sources, "a", 0, &length));
    g_assert_null(hc_sources_line(NULL, "a", 1, &length));
    g_assert_cmpuint(hc_sources_n_lines(sources, NULL), ==, 0);

    g_assert_true(g_file_set_contents(path, "x\n", -1, NULL));
    g_assert_cmpuint(hc_sources_n_lines(disk, "a.c"), ==, 1);
    g_assert_cmpuint(hc_sources_n_lines(disk, path), ==, 1);
    g_assert_cmpuint(hc_sources_n_lines(disk, "."), ==, 0);
    g_assert_cmpuint(hc_sources_n_lines(disk, "none.c"), ==, 0);
    g_unlink(path);
    g_rmdir(folder);
}

static void test_made(void)
{
    g_assert_true(hc_message_made(HC_MSG_UNHELD_GET,
                                  "AioContext of 's->iothread' is obtained "
                                  "without a hold"));
    g_assert_true(hc_message_made(HC_MSG_UNHELD_GET,
                                  "AioContext of '' is obtained without a "
                                  "hold"));
    g_assert_false(hc_message_made(HC_MSG_UNHELD_GET,
                                   "AioContext of 's' is read directly, "
                                   "without a hold"));
    g_assert_false(hc_message_made(HC_MSG_UNHELD_GET, "AioContext of '"));
    g_assert_false(hc_message_made(HC_MSG_UNHELD_GET, ""));
    g_assert_true(hc_message_made(HC_MSG_MISMATCH_HOLDER,
                                  "'a' is put as 'b' but held as 'c'"));
    g_assert_false(hc_message_made(HC_MSG_MISMATCH_HOLDER,
                                   "'a' is put as 'b' but the hold is on 'c'"));
    g_assert_true(hc_message_made(HC_MSG_NAME_NULL, "holder name is NULL"));
    g_assert_false(hc_message_made(HC_MSG_NAME_NULL, "holder name is NULLx"));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/places", test_places);
    g_test_add_func("/report/order", test_order);
    g_test_add_func("/report/merge", test_merge);
    g_test_add_func("/report/fingerprints", test_fingerprints);
    g_test_add_func("/report/identity", test_identity);
    g_test_add_func("/report/sources", test_sources);
    g_test_add_func("/report/made", test_made);
    return g_test_run();
}
