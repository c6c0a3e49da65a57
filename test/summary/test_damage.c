/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that are no longer, or never were, what was written. */
#include "sample.h"

#include <string.h>

static void test_truncated(void)
{
    g_autoptr(HcUnit) unit = sample_small();
    gsize length = 0, i;
    g_autofree char *text = sample_text(unit, &length);

    for (i = 0; i < length; i++) {
        sample_refuse(text, i, -1);
    }
}

static void test_flipped(void)
{
    g_autoptr(HcUnit) unit = sample_small();
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    gsize length = 0;
    g_autofree char *text = sample_text(unit, &length);
    guint i;

    for (i = 0; i < 5000; i++) {
        gsize at = g_rand_int_range(rand, 0, length);
        char was = text[at];

        text[at] ^= 1 << g_rand_int_range(rand, 0, 8);
        sample_refuse(text, length, -1);
        text[at] = was;
    }
}

static void test_foreign(void)
{
    static const char zeros[4096];

    sample_refuse("", 0, HC_UNIT_ERROR_FORMAT);
    sample_refuse("\n", 1, HC_UNIT_ERROR_FORMAT);
    sample_refuse("{}\n", 3, HC_UNIT_ERROR_FORMAT);
    sample_refuse(zeros, sizeof(zeros), HC_UNIT_ERROR_FORMAT);
    sample_refuse("\x7f" "ELF\n", 5, HC_UNIT_ERROR_FORMAT);
}

static void test_other_version(void)
{
    const char *older = "{\"format\":0,\"sha256\":\"\",\n}";
    const char *newer = "{\"format\":7,\"shape\":\"other\",\n}";
    const char *huge = "{\"format\":99999999999999999999,\n}";

    sample_refuse(older, strlen(older), HC_UNIT_ERROR_FORMAT);
    sample_refuse(newer, strlen(newer), HC_UNIT_ERROR_FORMAT);
    sample_refuse(huge, strlen(huge), HC_UNIT_ERROR_FORMAT);
}

/* @body with a right checksum: it must be refused for what it says. */
static void refuse_body(const char *body, int code, const char *words)
{
    g_autofree char *path = sample_path("hand.unit");
    g_autoptr(GError) error = NULL;
    HcUnit *unit;

    sample_write_body(path, body);
    unit = hc_unit_read(path, NULL, &error);
    g_assert_null(unit);
    g_assert_error(error, HC_UNIT_ERROR, code);
    g_assert_null(strchr(error->message, '\n'));
    if (words && !strstr(error->message, words)) {
        g_error("'%s' is not in '%s'", words, error->message);
    }
}

/* A body with nothing in it but what @member replaces. */
static char *body_with(const char *member, const char *value)
{
    static const char *const lists[] = {
        "strings", "terms", "places", "guards", "writes", "effects",
        "functions", "slots", "fieldUses", "calls", "findings", "marks",
        "files", "counts", "callees", "mentions", "defines",
    };
    GString *out = g_string_new("\"producer\":\"p\",\"unit\":\"a.c\","
                                "\"matters\":true");
    guint i;

    for (i = 0; i < G_N_ELEMENTS(lists); i++) {
        const char *plain =
            g_str_equal(lists[i], "strings") ? "[\"a\",\"b\"]"
            : g_str_equal(lists[i], "terms") ? "[[3,0,0]]"
            : g_str_equal(lists[i], "places") ? "[[0,1,1]]"
                                              : "[]";

        g_string_append_printf(out, ",\n\"%s\":%s", lists[i],
                               g_str_equal(lists[i], member) ? value : plain);
    }
    g_string_append(out, "}\n");
    return g_string_free(out, FALSE);
}

static const struct {
    const char *member, *value, *words;
} wrong[] = {
    { "strings", "{}", "no list 'strings'" },
    { "strings", "[1]", "strings[0]: not a string" },
    { "strings", "[\"a\",[]]", "strings[1]: not a string" },
    { "strings", "[\"a\",[\"AGE=\"]]", "strings[1]: not a string" },
    { "strings", "[]", "terms[0]: 0 is out of range" },
    { "terms", "[1]", "terms[0]: not a list" },
    { "terms", "[[]]", "terms[0]: too short" },
    { "terms", "[[11,0,0]]", "11 is out of range" },
    { "terms", "[[-1,0,0]]", "-1 is out of range" },
    { "terms", "[[3,0,\"x\"]]", "not a number" },
    { "terms", "[[3,0.5,0]]", "not a number" },
    { "terms", "[[3,0,9]]", "9 is out of range" },
    { "terms", "[[3,0,0],[3,0,0]]", "the same as terms[0]" },
    { "terms", "[[3,0,0,0]]", "0 is out of range" },
    { "terms", "[[7,0,0,0]]", "0 is out of range" },
    { "terms", "[[7,0,0]]", "cannot have 0 arguments" },
    { "terms", "[[3,0,0],[1,0,0,0]]", "cannot have 1 arguments" },
    { "terms", "[[3,0,0],[8,0,0,0],[7,0,0,1]]", "the same as" },
    { "places", "[[0,1]]", "places[0]: too short" },
    { "places", "[[0,-1,0]]", "out of range" },
    { "places", "[[0,4294967296,0]]", "out of range" },
    { "places", "[[0,1,1,1]]", "places[0]: too long" },
    { "functions", "[[0,0,0,4,[]]]", "4 is out of range" },
    { "functions", "[[-1,0,0,0,[]]]", "-1 is out of range" },
    { "functions", "[[0,0,0,0,[[0,0,-1,[0],[],[]]]]]", "0 is out of range" },
    { "functions", "[[0,0,0,0,[[3,0,-1,[],[],[]]]]]", "3 is out of range" },
    { "functions", "[[0,0,0,0,[[0,0,-1,[],[]]]]]", "too short" },
    { "functions", "[[0,0,0,0,null]]", "not a list" },
    { "functions", "[[0,0,0,0,[],0]]", "too long" },
    { "slots", "[[0,0,0]]", "slots[0]: too short" },
    { "slots", "7", "no list 'slots'" },
    { "fieldUses", "[[0,0,0,8]]", "8 is out of range" },
    { "calls", "[[0,1],[0,1]]", "there already" },
    { "findings", "[[0]]", "no rule 'a'" },
    { "marks", "[[0,4,-1]]", "4 is out of range" },
    { "counts", "[[0,true]]", "not a number" },
    { "files", "[[0]]", "files[0]: not a number" },
    { "defines", "[\"f\"]", "not a number" },
};

static void test_wrong_rows(void)
{
    guint i;

    for (i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *body = body_with(wrong[i].member, wrong[i].value);

        refuse_body(body, HC_UNIT_ERROR_BROKEN, wrong[i].words);
    }
}

/* What is quoted of the file is on one line, too. */
static void test_quoted(void)
{
    g_autofree char *body = body_with("findings", "[[0]]");
    g_autoptr(GString) text = g_string_new(body);

    g_string_replace(text, "[\"a\",", "[\"a\\nb\",", 1);
    refuse_body(text->str, HC_UNIT_ERROR_BROKEN, "no rule 'a\\x0ab'");
}

/* Rows that only count where a path refers to them. */
static void refuse_used(const char *member, const char *row,
                        const char *words)
{
    g_autofree char *rows = g_strdup_printf("[%s]", row);
    g_autofree char *body = body_with(member, rows);
    GString *used = g_string_new(body);
    const char *function =
        g_str_equal(member, "guards") ? "[[0,0,0,0,[[0,0,-1,[0],[],[]]]]]"
        : g_str_equal(member, "effects") ? "[[0,0,0,0,[[0,0,-1,[],[0],[]]]]]"
                                         : "[[0,0,0,0,[[0,0,-1,[],[],[0]]]]]";
    g_autofree char *list = g_strdup_printf("\"functions\":%s", function);

    g_string_replace(used, "\"functions\":[]", list, 1);
    refuse_body(used->str, HC_UNIT_ERROR_BROKEN, words);
    g_string_free(used, TRUE);
}

static void test_used_rows(void)
{
    refuse_used("guards", "[-1,0,0]", "guards[0]: -1 is out of range");
    refuse_used("guards", "[0,1]", "too short");
    refuse_used("guards", "[0,2,1]", "not in order");
    refuse_used("guards", "[0,1,1,2,2]", "not in order");
    refuse_used("guards", "[0,1,null,5,5]", "not in order");
    refuse_used("writes", "[-1,0,0]", "writes[0]: -1 is out of range");
    refuse_used("writes", "[0,-1,0]", "-1 is out of range");
    refuse_used("writes", "[0,0,0,0]", "too long");
    refuse_used("effects", "[9,0,0,0,0,0,0,0,0,-1,0,null,null]", "effects[0]");
    refuse_used("effects", "[0,-1,0,0,0,0,0,0,0,-1,0,null,null]", "no pair");
    refuse_used("effects", "[0,0,-1,0,0,0,0,0,0,-1,0,null,null]", "no key");
    refuse_used("effects", "[4,0,0,0,0,0,0,-1,0,-1,0,null,null]", "no function");
    refuse_used("effects", "[5,0,0,0,0,0,0,0,0,-1,0,null,null]", "a call that");
    refuse_used("effects", "[0,0,0,0,0,0,0,0,0,-1,0,null,[0,-1,[],[],[]]]",
                "a call that");
    refuse_used("effects", "[5,0,0,0,0,0,0,0,0,-1,0,null,[0,-1,[],[]]]",
                "too short");
    refuse_used("effects", "[0,0,0,0,0,0,0,0,0,-1,8,null,null]", "8 is out");
    refuse_used("effects", "[0,0,0,0,0,0,0,0,0,-1,0,[7],null]", "7 is out");
}

static void test_no_json(void)
{
    g_autofree char *good = body_with("", "");
    g_autofree char *path = sample_path("hand.unit");
    g_autoptr(GError) error = NULL;
    g_autoptr(HcUnit) unit = NULL;

    refuse_body("", HC_UNIT_ERROR_BROKEN, NULL);
    refuse_body("}", HC_UNIT_ERROR_BROKEN, NULL);
    refuse_body("\"unit\":\"a\"}", HC_UNIT_ERROR_BROKEN, "no producer");
    refuse_body("\"unit\":1,\"producer\":\"\"}", HC_UNIT_ERROR_BROKEN, NULL);
    refuse_body("\"unit\":\"a\",\"producer\":\"\"}", HC_UNIT_ERROR_BROKEN,
                "matters");
    refuse_body("\"unit\":\"\xff\"}", HC_UNIT_ERROR_BROKEN, "JSON");
    refuse_body("\"unit\":\n\n\"a", HC_UNIT_ERROR_BROKEN, "JSON");
    /* The frame itself is right. */
    sample_write_body(path, good);
    unit = hc_unit_read(path, "p", &error);
    g_assert_no_error(error);
}

static char *repeat(const char *head, const char *part, guint n,
                    const char *tail)
{
    GString *out = g_string_new(head);

    while (n--) {
        g_string_append(out, part);
    }
    g_string_append(out, tail);
    return g_string_free(out, FALSE);
}

static void test_limits(void)
{
    g_autofree char *deep = repeat("\"unit\":", "[", 100000, "}");
    g_autofree char *many = repeat("\"unit\":[", "0,", 5000000, "0]}");
    g_autofree char *text = g_strnfill(1 << 20, 'x');
    g_autofree char *strings = g_strdup_printf("[\"%s\"]", text);
    g_autofree char *big = repeat("[", "[0,0,0,0],", 2000, "[0,0,0,0]]");
    g_autofree char *body = body_with("fieldUses", big);
    g_autofree char *large = g_strnfill((33 << 20), ' ');
    GString *bomb = g_string_new(body);

    refuse_body(deep, HC_UNIT_ERROR_LIMIT, "too deep");
    refuse_body(many, HC_UNIT_ERROR_LIMIT, "too large");
    /* Two thousand rows of four copies of one long string. */
    g_string_replace(bomb, "[\"a\",\"b\"]", strings, 1);
    refuse_body(bomb->str, HC_UNIT_ERROR_BROKEN, "too much memory");
    g_string_free(bomb, TRUE);
    sample_refuse(large, strlen(large), HC_UNIT_ERROR_LIMIT);
}

static void test_terms(void)
{
    GString *deep = g_string_new("[[3,0,0]");
    GString *wide = g_string_new("[[3,0,0]");
    g_autofree char *body = NULL;
    guint i;

    for (i = 0; i < 1000; i++) {
        g_string_append_printf(deep, ",[7,0,0,%u]", i);
    }
    for (i = 0; i < 60; i++) {
        g_string_append_printf(wide, ",[10,0,0,%u,%u]", i, i);
    }
    g_string_append_c(deep, ']');
    g_string_append_c(wide, ']');
    body = body_with("terms", deep->str);
    refuse_body(body, HC_UNIT_ERROR_BROKEN, "too deep");
    g_free(body);
    body = body_with("terms", wide->str);
    refuse_body(body, HC_UNIT_ERROR_BROKEN, "too large");
    g_string_free(deep, TRUE);
    g_string_free(wide, TRUE);
}

/* Random changes of a body whose checksum is right: an error, or a unit that
 * can be used. */
static void test_fuzz(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(11);
    g_autofree char *path = sample_path("hand.unit");
    g_autoptr(HcUnit) unit = sample_small();
    gsize length = 0;
    g_autofree char *text = sample_text(unit, &length);
    const char *body = strchr(text, '\n') + 1;
    guint i, good = 0;

    for (i = 0; i < 5000; i++) {
        g_autofree char *copy = g_strdup(body);
        g_autoptr(GError) error = NULL;
        HcUnit *read;
        guint changes = g_rand_int_range(rand, 1, 4);

        while (changes--) {
            static const char other[] = "0123456789-,[]{}\":nulltrue\\ .";

            copy[g_rand_int_range(rand, 0, strlen(body))] =
                other[g_rand_int_range(rand, 0, sizeof(other) - 1)];
        }
        sample_write_body(path, copy);
        read = hc_unit_read(path, NULL, &error);
        if (read) {
            g_autofree char *dump = hc_unit_dump(read);

            g_assert_nonnull(dump);
            hc_unit_free(read);
            good++;
        } else {
            g_assert_nonnull(error);
            g_assert_null(strchr(error->message, '\n'));
        }
    }
    g_test_message("%u of 5000 could be read", good);
}

int main(int argc, char **argv)
{
    int status;

    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/summary/damage/truncated", test_truncated);
    g_test_add_func("/summary/damage/flipped", test_flipped);
    g_test_add_func("/summary/damage/foreign", test_foreign);
    g_test_add_func("/summary/damage/other-version", test_other_version);
    g_test_add_func("/summary/damage/wrong-rows", test_wrong_rows);
    g_test_add_func("/summary/damage/quoted", test_quoted);
    g_test_add_func("/summary/damage/used-rows", test_used_rows);
    g_test_add_func("/summary/damage/no-json", test_no_json);
    g_test_add_func("/summary/damage/limits", test_limits);
    g_test_add_func("/summary/damage/terms", test_terms);
    g_test_add_func("/summary/damage/fuzz", test_fuzz);
    status = g_test_run();
    sample_clean();
    return status;
}
