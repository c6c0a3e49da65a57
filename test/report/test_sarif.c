/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The OASIS schema has no licence that lets it stand here; docs/reports.md
 * says how to validate against it by hand.  What is asked for here is what it
 * asks for of the objects that are written, and what it cannot say.
 */
#include "sample.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonObject *object_of(JsonObject *object, const char *name)
{
    g_assert_true(json_object_has_member(object, name));
    return json_object_get_object_member(object, name);
}

static JsonArray *array_of(JsonObject *object, const char *name)
{
    g_assert_true(json_object_has_member(object, name));
    return json_object_get_array_member(object, name);
}

static const char *text_of(JsonObject *object, const char *name)
{
    g_assert_true(json_object_has_member(object, name));
    return json_object_get_string_member(object, name);
}

/* All members are among @names, which ends with NULL. */
static void only(JsonObject *object, const char *const *names)
{
    g_autoptr(GList) members = json_object_get_members(object);
    GList *at;

    for (at = members; at; at = at->next) {
        g_assert_true(g_strv_contains(names, at->data));
    }
}

#define ONLY(object, ...) \
    only((object), (const char *const[]){__VA_ARGS__, NULL})

static void check_message(JsonObject *owner)
{
    JsonObject *message = object_of(owner, "message");
    const char *text = text_of(message, "text");
    const char *at;

    ONLY(message, "text");
    g_assert_null(strstr(text, "]("));
    for (at = text; *at; at++) {
        if (*at == '{' || *at == '}') {
            g_assert_cmpint(at[1], ==, *at);
            at++;
        }
    }
}

static void check_physical(JsonObject *physical)
{
    static const char unreserved[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "abcdefghijklmnopqrstuvwxyz"
                                     "0123456789-._~/%";
    JsonObject *artifact = object_of(physical, "artifactLocation");
    const char *uri = text_of(artifact, "uri");
    const char *path = uri;

    ONLY(physical, "artifactLocation", "region");
    ONLY(artifact, "uri", "uriBaseId");
    if (json_object_has_member(artifact, "uriBaseId")) {
        g_assert_cmpstr(text_of(artifact, "uriBaseId"), ==, "SRCROOT");
        g_assert_cmpint(*uri, !=, '/');
    } else {
        g_assert_true(g_str_has_prefix(uri, "file:///"));
        path += strlen("file://");
    }
    g_assert_cmpuint(strspn(path, unreserved), ==, strlen(path));
    if (json_object_has_member(physical, "region")) {
        JsonObject *region = object_of(physical, "region");

        static const char *const names[] = {
            "startLine", "startColumn", "endLine", "endColumn", NULL,
        };
        guint i;

        only(region, names);
        g_assert_true(json_object_has_member(region, "startLine"));
        for (i = 0; names[i]; i++) {
            gint64 value =
                json_object_get_int_member_with_default(region, names[i], 1);

            g_assert_cmpint(value, >=, 1);
            g_assert_cmpint(value, <=, G_MAXINT32);
        }
    }
}

static void check_location(JsonObject *location)
{
    ONLY(location, "physicalLocation", "logicalLocations", "message");
    if (json_object_has_member(location, "physicalLocation")) {
        check_physical(object_of(location, "physicalLocation"));
    }
    if (json_object_has_member(location, "message")) {
        check_message(location);
    }
}

static void check_locations(JsonArray *locations)
{
    guint i;

    for (i = 0; i < json_array_get_length(locations); i++) {
        check_location(json_array_get_object_element(locations, i));
    }
}

static void check_flow(JsonObject *result)
{
    JsonArray *flows = array_of(result, "codeFlows");
    JsonObject *flow = json_array_get_object_element(flows, 0);
    JsonObject *thread = json_array_get_object_element(
        array_of(flow, "threadFlows"), 0);
    JsonArray *steps = array_of(thread, "locations");
    guint i, n = json_array_get_length(steps);

    g_assert_cmpuint(json_array_get_length(flows), ==, 1);
    g_assert_cmpuint(n, >=, 2);
    for (i = 0; i < n; i++) {
        JsonObject *step = json_array_get_object_element(steps, i);

        ONLY(step, "location", "importance");
        check_location(object_of(step, "location"));
        g_assert_cmpstr(text_of(step, "importance"), ==,
                        i + 1 < n ? "important" : "essential");
    }
}

static void check_suppressions(JsonArray *suppressions)
{
    guint i;

    for (i = 0; i < json_array_get_length(suppressions); i++) {
        JsonObject *one = json_array_get_object_element(suppressions, i);
        const char *kind = text_of(one, "kind");

        ONLY(one, "kind", "status", "justification", "location");
        g_assert_true(g_str_equal(kind, "inSource") ||
                      g_str_equal(kind, "external"));
        g_assert_cmpstr(text_of(one, "status"), ==, "accepted");
        if (json_object_has_member(one, "location")) {
            check_location(object_of(one, "location"));
        }
    }
}

static void check_result(JsonObject *result, JsonArray *rules, gboolean full)
{
    gint64 index = json_object_get_int_member(result, "ruleIndex");
    JsonObject *rule = json_array_get_object_element(rules, index);
    const char *print = text_of(object_of(result, "partialFingerprints"),
                                "holdcheck/v1");

    ONLY(result, "ruleId", "ruleIndex", "level", "message", "locations",
         "partialFingerprints", "codeFlows", "relatedLocations",
         "suppressions", "properties");
    g_assert_cmpstr(text_of(result, "ruleId"), ==, text_of(rule, "id"));
    g_assert_cmpstr(text_of(result, "level"), ==, "warning");
    g_assert_cmpuint(strlen(print), ==, 32);
    check_message(result);
    check_locations(array_of(result, "locations"));
    if (json_object_has_member(result, "codeFlows")) {
        check_flow(result);
    }
    if (json_object_has_member(result, "relatedLocations")) {
        check_locations(array_of(result, "relatedLocations"));
    }
    g_assert_true(json_object_has_member(result, "suppressions") == full);
    if (full) {
        check_suppressions(array_of(result, "suppressions"));
    }
}

static void check_rules(JsonArray *rules)
{
    guint i;

    g_assert_cmpuint(json_array_get_length(rules), ==, HC_RULE_COUNT);
    for (i = 0; i < HC_RULE_COUNT; i++) {
        JsonObject *rule = json_array_get_object_element(rules, i);
        JsonObject *help = object_of(rule, "help");
        g_autofree char *title =
            g_strconcat("# ", hc_rule_name(i), "\n", NULL);

        ONLY(rule, "id", "name", "shortDescription", "fullDescription",
             "help", "defaultConfiguration");
        g_assert_nonnull(
            text_of(object_of(rule, "shortDescription"), "text"));
        /* The page is there, and its links are not. */
        g_assert_true(g_str_has_prefix(text_of(help, "markdown"), title));
        g_assert_null(strstr(text_of(help, "markdown"), "]("));
        g_assert_true(g_str_has_prefix(
            text_of(object_of(rule, "fullDescription"), "text"),
            "`qemu.iothread."));
    }
}

static JsonParser *write_log(const HcReport *report, HcSources *sources,
                         HcSarifFlags flags)
{
    JsonParser *parser = json_parser_new();
    g_autoptr(GString) out = g_string_new(NULL);
    g_autoptr(GString) again = g_string_new(NULL);
    g_autoptr(GError) error = NULL;

    hc_report_write_sarif(report, sources, flags, out);
    hc_report_write_sarif(report, sources, flags, again);
    g_assert_true(g_string_equal(out, again));
    g_assert_true(g_utf8_validate(out->str, out->len, NULL));
    g_assert_null(strchr(out->str, '\x1f'));
    json_parser_load_from_data(parser, out->str, out->len, &error);
    g_assert_no_error(error);
    return parser;
}

static JsonObject *run_of(JsonParser *parser)
{
    JsonObject *log = json_node_get_object(json_parser_get_root(parser));

    ONLY(log, "$schema", "version", "runs");
    g_assert_cmpstr(text_of(log, "version"), ==, "2.1.0");
    return json_array_get_object_element(array_of(log, "runs"), 0);
}

static void check(const HcReport *report, HcSources *sources,
                  HcSarifFlags flags, guint want)
{
    g_autoptr(JsonParser) parser = write_log(report, sources, flags);
    JsonObject *run = run_of(parser);
    JsonObject *driver = object_of(object_of(run, "tool"), "driver");
    JsonArray *rules = array_of(driver, "rules");
    JsonArray *results = array_of(run, "results");
    guint i;

    ONLY(run, "tool", "invocations", "originalUriBaseIds", "columnKind",
         "results");
    g_assert_cmpstr(text_of(driver, "name"), ==, "holdcheck");
    g_assert_cmpstr(text_of(run, "columnKind"), ==, "unicodeCodePoints");
    check_rules(rules);
    g_assert_cmpuint(json_array_get_length(results), ==, want);
    for (i = 0; i < want; i++) {
        check_result(json_array_get_object_element(results, i), rules,
                     flags == HC_SARIF_FULL);
    }
}

static void test_shape(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) report = sample_report(sources);
    g_autoptr(HcReport) hostile = sample_hostile(sources);
    g_autoptr(HcReport) many = sample_many(200, NULL);
    g_autoptr(HcReport) empty = sample_empty();

    check(report, sources, HC_SARIF_FULL, 5);
    check(report, sources, HC_SARIF_ACTIVE, 2);
    check(report, NULL, HC_SARIF_FULL, 5);
    check(hostile, sources, HC_SARIF_FULL, 5);
    check(hostile, NULL, HC_SARIF_ACTIVE, 4);
    check(many, NULL, HC_SARIF_ACTIVE, 200);
    check(empty, NULL, HC_SARIF_FULL, 0);
}

/* Rule pages change for other reasons: without them. */
static GString *without_pages(JsonParser *parser)
{
    JsonObject *run = run_of(parser);
    JsonArray *rules = array_of(object_of(object_of(run, "tool"), "driver"),
                                "rules");
    g_autoptr(JsonGenerator) generator = json_generator_new();
    GString *out = g_string_new(NULL);
    guint i;

    for (i = 0; i < json_array_get_length(rules); i++) {
        JsonObject *rule = json_array_get_object_element(rules, i);

        json_object_remove_member(rule, "help");
        json_object_remove_member(rule, "fullDescription");
    }
    json_generator_set_root(generator, json_parser_get_root(parser));
    json_generator_set_pretty(generator, TRUE);
    json_generator_set_indent(generator, 1);
    json_generator_to_gstring(generator, out);
    return g_string_append_c(out, '\n');
}

static void test_golden(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) report = sample_report(sources);
    g_autoptr(JsonParser) full = write_log(report, sources, HC_SARIF_FULL);
    g_autoptr(JsonParser) active = write_log(report, sources, HC_SARIF_ACTIVE);
    g_autoptr(GString) full_text = without_pages(full);
    g_autoptr(GString) active_text = without_pages(active);

    sample_golden("full.sarif", full_text);
    sample_golden("active.sarif", active_text);
}

/* Bytes to code points: 2 + 4 + 1 bytes of odd.c are 3. */
static void test_columns(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) report = sample_report(sources);
    static const gint64 want[] = {28, 24};
    guint i;

    for (i = 0; i < 2; i++) {
        g_autoptr(JsonParser) parser =
            write_log(report, i ? sources : NULL, HC_SARIF_ACTIVE);
        JsonObject *result = json_array_get_object_element(
            array_of(run_of(parser), "results"), 1);
        JsonObject *location = json_array_get_object_element(
            array_of(result, "locations"), 0);
        JsonObject *region = object_of(
            object_of(location, "physicalLocation"), "region");

        g_assert_cmpint(json_object_get_int_member(region, "startColumn"),
                        ==, want[i]);
    }
}

static void test_invocation(void)
{
    g_autoptr(HcSources) sources = sample_sources();
    g_autoptr(HcReport) broken = sample_report(sources);
    g_autoptr(HcReport) empty = sample_empty();
    const HcReport *reports[] = {broken, empty};
    guint i;

    for (i = 0; i < 2; i++) {
        g_autoptr(JsonParser) parser =
            write_log(reports[i], NULL, HC_SARIF_FULL);
        JsonObject *one = json_array_get_object_element(
            array_of(run_of(parser), "invocations"), 0);

        g_assert_true(json_object_get_boolean_member(
                          one, "executionSuccessful") == (i == 1));
        g_assert_cmpuint(json_array_get_length(array_of(
                             one, "toolExecutionNotifications")),
                         ==, 1 - i);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/report/sarif/shape", test_shape);
    g_test_add_func("/report/sarif/golden", test_golden);
    g_test_add_func("/report/sarif/columns", test_columns);
    g_test_add_func("/report/sarif/invocation", test_invocation);
    return g_test_run();
}
