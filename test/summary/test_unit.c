/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The container, and who wrote it. */
#include "sample.h"
#include "summary/producer.h"

#include <string.h>

static HcPlace at(HcUnit *unit, const char *file, guint line)
{
    HcPlace place = { hc_summary_string(unit->summary, file), line, 1 };

    return place;
}

static void test_finish(void)
{
    g_autoptr(HcUnit) unit = hc_unit_new("z.c");

    g_ptr_array_add(unit->files, g_strdup("b.h"));
    g_ptr_array_add(unit->files, g_strdup("z.c"));
    g_ptr_array_add(unit->files, g_strdup("a.h"));
    g_ptr_array_add(unit->files, g_strdup("b.h"));
    g_ptr_array_add(unit->mentions, g_strdup("g"));
    g_ptr_array_add(unit->mentions, g_strdup("f"));
    g_ptr_array_add(unit->mentions, g_strdup("g"));
    hc_unit_finish(unit);
    g_assert_cmpuint(unit->files->len, ==, 3);
    g_assert_cmpstr(g_ptr_array_index(unit->files, 0), ==, "z.c");
    g_assert_cmpstr(g_ptr_array_index(unit->files, 1), ==, "a.h");
    g_assert_cmpstr(g_ptr_array_index(unit->files, 2), ==, "b.h");
    g_assert_cmpuint(unit->mentions->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(unit->mentions, 0), ==, "f");
}

/* Two that say the same are one; one that is not suppressed is the one. */
static void test_findings(void)
{
    g_autoptr(HcUnit) unit = hc_unit_new("a.c");
    HcUnitFinding *finding;

    hc_unit_add_finding(unit, HC_RULE_DOUBLE_PUT, "x", at(unit, "a.c", 9));
    finding = hc_unit_add_finding(unit, HC_RULE_HOLD_LEAK, "x",
                                  at(unit, "a.c", 5));
    finding->mark.kind = HC_MARK_ATTRIBUTE;
    hc_unit_add_finding(unit, HC_RULE_HOLD_LEAK, "x", at(unit, "a.c", 5));
    hc_unit_finish(unit);
    g_assert_cmpuint(unit->findings->len, ==, 2);
    finding = g_ptr_array_index(unit->findings, 0);
    g_assert_cmpint(finding->rule, ==, HC_RULE_HOLD_LEAK);
    g_assert_cmpint(finding->mark.kind, ==, HC_MARK_NONE);
}

static void test_marks(void)
{
    g_autoptr(HcUnit) unit = hc_unit_new("a.c");
    HcPlace other = { "a.c", 2, 2 };
    HcPlace place = { "a.c", 2, 1 };
    const HcMark *mark;
    guint i;

    for (i = 9; i; i--) {
        hc_unit_add_mark(unit, at(unit, i % 2 ? "b.c" : "a.c", i),
                         HC_MARK_COMMENT, i == 4 ? NULL : "reason");
    }
    hc_unit_finish(unit);
    mark = hc_unit_mark_at(unit, &place);
    g_assert_nonnull(mark);
    g_assert_true(hc_mark_is_honoured(mark));
    g_assert_null(hc_unit_mark_at(unit, &other));
    place.line = 4;
    g_assert_false(hc_mark_is_honoured(hc_unit_mark_at(unit, &place)));
    place.line = 3;
    g_assert_null(hc_unit_mark_at(unit, &place));
}

static void test_honoured(void)
{
    HcMark mark = { HC_MARK_NONE, NULL };

    g_assert_false(hc_mark_is_honoured(&mark));
    mark.kind = HC_MARK_ANNOTATION;
    g_assert_false(hc_mark_is_honoured(&mark));
    mark.reason = (char *)"x";
    g_assert_true(hc_mark_is_honoured(&mark));
    mark.reason = NULL;
    mark.kind = HC_MARK_ATTRIBUTE; /* it has no place for one */
    g_assert_true(hc_mark_is_honoured(&mark));
}

static void test_counts(void)
{
    g_autoptr(HcUnit) unit = hc_unit_new("a.c");
    HcUnitCount *count;

    hc_unit_count(unit, "nodes", 3);
    hc_unit_count(unit, "paths", 1);
    hc_unit_count(unit, "nodes", 4);
    g_assert_cmpuint(unit->counts->len, ==, 2);
    count = g_ptr_array_index(unit->counts, 0);
    g_assert_cmpstr(count->name, ==, "nodes");
    g_assert_cmpint(count->value, ==, 7);
}

static void test_producer(void)
{
    g_autofree char *contract = sample_path("contract.json");
    HcProducer producer = { .clang = "clang version 19", .build_id = "12ab" };
    g_autofree char *plain = NULL;
    g_autofree char *replaced = NULL;
    g_autofree char *changed = NULL;
    g_autoptr(GError) error = NULL;

    producer.rules[HC_RULE_DOUBLE_PUT] = TRUE;
    plain = hc_producer_text(&producer, &error);
    g_assert_cmpstr(plain, ==, "clang version 19; plugin 12ab; contract "
                               "built-in; rules DoublePut");
    producer.contract = contract;
    g_assert_null(hc_producer_text(&producer, &error));
    g_assert_nonnull(error);
    g_clear_error(&error);
    g_assert_true(g_file_set_contents(contract, "{}", -1, NULL));
    replaced = hc_producer_text(&producer, &error);
    g_assert_no_error(error);
    g_assert_true(g_file_set_contents(contract, "{ }", -1, NULL));
    changed = hc_producer_text(&producer, &error);
    g_assert_cmpstr(plain, !=, replaced);
    g_assert_cmpstr(changed, !=, replaced);
    /* By content, not by name. */
    g_assert_null(strstr(replaced, "json"));
}

static void refuse_object(const char *text, gsize length)
{
    g_autofree char *path = sample_path("object.so");
    g_autoptr(GError) error = NULL;

    g_assert_true(g_file_set_contents(path, text, length, NULL));
    g_assert_null(hc_build_id_of_file(path, &error));
    g_assert_nonnull(error);
}

static void test_build_id(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *id = hc_build_id_of_file("/proc/self/exe", NULL);
    g_autofree char *text = NULL;
    gsize length = 0, i;

    refuse_object("", 0);
    refuse_object("no object", 9);
    g_assert_null(hc_build_id_of_file("/no/such/file", &error));
    g_assert_nonnull(error);
    /* Headers with every byte cut or altered: an answer, and no crash. */
    g_assert_true(g_file_get_contents("/proc/self/exe", &text, &length,
                                      NULL));
    length = MIN(length, 1200);
    for (i = 0; i < length; i++) {
        g_autofree char *path = sample_path("object.so");
        g_autofree char *some = NULL;

        text[i] ^= 0xff;
        g_assert_true(g_file_set_contents(path, text, length, NULL));
        text[i] ^= 0xff;
        some = hc_build_id_of_file(path, NULL);
    }
    if (id) {
        g_assert_cmpuint(strlen(id), >=, 16);
        g_assert_cmpuint(strspn(id, "0123456789abcdef"), ==, strlen(id));
    }
}

int main(int argc, char **argv)
{
    int status;

    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/summary/unit/finish", test_finish);
    g_test_add_func("/summary/unit/findings", test_findings);
    g_test_add_func("/summary/unit/marks", test_marks);
    g_test_add_func("/summary/unit/honoured", test_honoured);
    g_test_add_func("/summary/unit/counts", test_counts);
    g_test_add_func("/summary/unit/producer", test_producer);
    g_test_add_func("/summary/unit/build-id", test_build_id);
    status = g_test_run();
    sample_clean();
    return status;
}
