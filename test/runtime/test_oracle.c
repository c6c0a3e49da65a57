/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs each case of programs/ on all its inputs and compares what the oracle
 * says of it with what its comments say.
 */
#include <glib.h>
#include <string.h>
#include "oracle/oracle.h"
#include "programs/case.h"

/* Adds "FILE:LINE: KIND" for each of the kinds in @text. */
static void add_kinds(GPtrArray *lines, const char *file, guint line,
                      const char *text)
{
    const char *end = strstr(text, "*/");
    g_autofree char *kinds = g_strndup(text, end - text);
    g_auto(GStrv) each = g_strsplit(kinds, ",", -1);
    guint i;

    for (i = 0; each[i]; i++) {
        g_ptr_array_add(lines, g_strdup_printf("%s:%u: %s", file, line,
                                               g_strstrip(each[i])));
    }
}

/* What the comments of @file expect of @name. */
static void read_expected(GPtrArray *lines, const char *file, const char *name)
{
    g_autofree char *path = g_strconcat(PROGRAMS, file, NULL);
    g_autofree char *named = g_strdup_printf("/* %s ! ", name);
    g_autofree char *head = g_strdup_printf("static void %s(void)", name);
    g_autofree char *text = NULL;
    g_auto(GStrv) source = NULL;
    gboolean inside = FALSE;
    guint i;

    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    source = g_strsplit(text, "\n", -1);
    for (i = 0; source[i]; i++) {
        const char *mark = strstr(source[i], named);
        const char *own = strstr(source[i], "/* ! ");

        inside = inside ? *source[i] != '}' : g_str_equal(source[i], head);
        if (mark) {
            add_kinds(lines, file, i + 1, mark + strlen(named));
        } else if (inside && own) {
            add_kinds(lines, file, i + 1, own + strlen("/* ! "));
        }
    }
}

static gint compare(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *join(GPtrArray *lines)
{
    GString *text = g_string_new(NULL);
    guint i;

    g_ptr_array_sort(lines, compare);
    for (i = 0; i < lines->len; i++) {
        g_string_append_printf(text, "%s\n",
                               (char *)g_ptr_array_index(lines, i));
    }
    g_ptr_array_unref(lines);
    return g_string_free(text, FALSE);
}

/* All that is said in any run, each once. */
static void run_on_all_inputs(GPtrArray *lines, void (*program)(void))
{
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    OracleVerdicts *verdicts;
    size_t i;

    oracle_choose("");
    do {
        oracle_reset_run();
        program();
        verdicts = oracle_judge();
        for (i = 0; i < verdicts->n; i++) {
            const OracleVerdict *v = &verdicts->list[i];
            char *line =
                g_strdup_printf("%s:%d: %s", v->place.file, v->place.line,
                                oracle_verdict_name(v->kind));

            if (g_hash_table_add(seen, line)) {
                g_ptr_array_add(lines, g_strdup(line));
            }
        }
        oracle_verdicts_free(verdicts);
    } while (oracle_choose_next());
    oracle_reset();
}

static void test_case(gconstpointer data)
{
    static const char *const files[] = { "holds.c",         "uses.c",
                                         "objects.c",       "shapes.c",
                                         "shapes_helper.c", "slots.c",
                                         "devices.c",       "classic.c" };
    const Case *test = data;
    GPtrArray *said = g_ptr_array_new_with_free_func(g_free);
    GPtrArray *expected = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *got = NULL, *want = NULL;
    guint i;

    for (i = 0; i < G_N_ELEMENTS(files); i++) {
        read_expected(expected, files[i], test->name);
    }
    /* Nothing expected and yet not called _ok: the comments were not found. */
    g_assert_cmpint(expected->len == 0, ==,
                    g_str_has_suffix(test->name, "_ok"));
    run_on_all_inputs(said, test->run);
    got = join(said);
    want = join(expected);
    g_assert_cmpstr(got, ==, want);
}

/* ---- the interface ---- */

static const Case *find(const Case *cases, const char *name)
{
    while (cases->name && !g_str_equal(cases->name, name)) {
        cases++;
    }
    g_assert_nonnull(cases->name);
    return cases;
}

static void test_log(void)
{
    static const OracleEventKind kinds[] = {
        ORACLE_CREATE,     ORACLE_GET,   ORACLE_DESTROY,
        ORACLE_OVER_UNREF, ORACLE_DEATH, ORACLE_USE_AFTER_DEATH,
        ORACLE_PUT,
    };
    OracleEvent event = { 0 };
    size_t i;

    find(objects_cases, "unref_of_hold")->run();
    g_assert_cmpuint(oracle_events(), ==, G_N_ELEMENTS(kinds));
    for (i = 0; i < G_N_ELEMENTS(kinds); i++) {
        OracleEvent next = oracle_event(i);

        g_assert_cmpstr(oracle_event_name(next.kind), ==,
                        oracle_event_name(kinds[i]));
        g_assert_cmpstr(next.place.file, ==, "objects.c");
        g_assert_cmpint(next.place.line, >=, event.place.line);
        g_assert_cmpstr(next.id, ==, "io0");
        g_assert_cmpuint(next.iothread, ==, 1);
        event = next;
    }
    g_assert_cmpstr(event.holder, ==, "a");
    g_assert_cmpstr(event.function, ==, "iothread_put_aio_context");
    g_assert_cmpuint(oracle_count_events(ORACLE_GET), ==, 1);
    g_assert_cmpuint(oracle_count_events(ORACLE_REF), ==, 0);
    oracle_reset();
    g_assert_cmpuint(oracle_events(), ==, 0);
}

static void test_query(void)
{
    int line;

    find(holds_cases, "no_name")->run();
    g_assert_cmpuint(oracle_count(ORACLE_NO_NAME), ==, 4);
    g_assert_cmpuint(oracle_count(ORACLE_LEAKED), ==, 0);
    line = oracle_line(ORACLE_NO_NAME, 0);
    g_assert_cmpint(line, >, 0);
    g_assert_cmpint(oracle_line(ORACLE_NO_NAME, 3), ==, line + 3);
    g_assert_cmpint(oracle_line(ORACLE_NO_NAME, 4), ==, 0);
    g_assert_cmpint(oracle_line(ORACLE_LEAKED, 0), ==, 0);
    oracle_reset();
    g_assert_cmpuint(oracle_count(ORACLE_NO_NAME), ==, 0);
}

static void test_both_places(void)
{
    OracleVerdicts *verdicts;
    const OracleVerdict *v;

    find(holds_cases, "put_twice")->run();
    verdicts = oracle_judge();
    oracle_reset();
    g_assert_cmpuint(verdicts->n, ==, 1);
    v = verdicts->list;
    g_assert_cmpint(v->kind, ==, ORACLE_PUT_TWICE);
    g_assert_cmpint(v->put.line, ==, v->place.line - 1);
    g_assert_cmpint(v->get.line, ==, v->place.line - 2);
    g_assert_null(v->death.file);
    oracle_verdicts_free(verdicts);
}

/* The verdict of @kind in the holds case @name. */
static OracleVerdict verdict_of(const char *name, OracleVerdictKind kind)
{
    OracleVerdicts *verdicts;
    OracleVerdict found = { 0 };
    size_t i;

    oracle_reset();
    find(holds_cases, name)->run();
    verdicts = oracle_judge();
    for (i = 0; i < verdicts->n; i++) {
        if (verdicts->list[i].kind == kind) {
            found = verdicts->list[i];
        }
    }
    oracle_verdicts_free(verdicts);
    g_assert_nonnull(found.place.file);
    return found;
}

/* Held, put and held again: the second put is about the latter. */
static void test_latest_put(void)
{
    OracleVerdict v = verdict_of("put_twice_got_again", ORACLE_PUT_TWICE);

    g_assert_cmpint(v.put.line, ==, v.place.line - 1);
    g_assert_cmpint(v.get.line, ==, v.place.line - 2);
    oracle_reset();
}

static void test_what_it_should_have_been(void)
{
    OracleVerdict v = verdict_of("nearest_name", ORACLE_WRONG_NAME);

    g_assert_cmpstr(v.holder, ==, "vblk1");
    g_assert_cmpstr(v.other, ==, "vblk0");
    g_assert_cmpint(v.get.line, ==, v.place.line - 2);
    v = verdict_of("wrong_iothread", ORACLE_WRONG_IOTHREAD);
    g_assert_cmpstr(v.id, ==, "io1");
    g_assert_cmpstr(v.other, ==, "io0");
    g_assert_cmpint(v.get.line, ==, v.place.line - 2);
    v = verdict_of("put_unheld", ORACLE_PUT_UNHELD);
    g_assert_null(v.other);
    g_assert_null(v.get.file);
    oracle_reset();
}

static void test_choices(void)
{
    g_autoptr(GString) runs = g_string_new(NULL);

    /* What is asked depends on what was answered: a tree, not a table. */
    oracle_choose("");
    do {
        gboolean first;

        oracle_reset_run();
        first = oracle_choice();
        g_string_append(runs, first ? " 1" : " 0");
        if (!first) {
            g_string_append(runs, oracle_choice() ? "1" : "0");
        }
    } while (oracle_choose_next());
    g_assert_cmpstr(runs->str, ==, " 00 01 1");
    oracle_choose("01");
    g_assert_false(oracle_choice());
    g_assert_true(oracle_choice());
    g_assert_false(oracle_choice());
    g_assert_cmpuint(oracle_choices(), ==, 3);
    oracle_reset();
    g_assert_cmpuint(oracle_choices(), ==, 0);
    g_assert_false(oracle_choose_next());
}

static void add(const char *file, const Case *cases)
{
    for (; cases->name; cases++) {
        g_autofree char *path =
            g_strdup_printf("/oracle/%s/%s", file, cases->name);

        g_test_add_data_func(path, cases, test_case);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    add("holds", holds_cases);
    add("uses", uses_cases);
    add("objects", objects_cases);
    add("shapes", shapes_cases);
    add("slots", slots_cases);
    add("devices", devices_cases);
    add("classic", classic_cases);
    g_test_add_func("/oracle/log", test_log);
    g_test_add_func("/oracle/query", test_query);
    g_test_add_func("/oracle/both-places", test_both_places);
    g_test_add_func("/oracle/latest-put", test_latest_put);
    g_test_add_func("/oracle/what-it-should-have-been",
                    test_what_it_should_have_been);
    g_test_add_func("/oracle/choices", test_choices);
    return g_test_run();
}
