/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SARIF 2.1.0, OASIS Standard with Errata 01.  Section numbers are its.
 */
#include "report/write.h"

#include "report/escape.h"
#include "report/rules.h"
#include "report/sarif_place.h"

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/" \
               "schemas/sarif-schema-2.1.0.json"

typedef struct Sarif {
    JsonBuilder *json;
    const HcReport *report;
    HcSources *sources;
    gboolean full;
} Sarif;

static void add_text_object(JsonBuilder *json, const char *name,
                            const char *text)
{
    hc_json_object(json, name);
    hc_json_text(json, "text", text);
    json_builder_end_object(json);
}

static void add_rule(JsonBuilder *json, HcRule rule)
{
    g_autofree char *summary = hc_rule_summary(rule);

    json_builder_begin_object(json);
    hc_json_text(json, "id", hc_rule_id(rule));
    hc_json_text(json, "name", hc_rule_name(rule));
    add_text_object(json, "shortDescription", hc_rule_description(rule));
    add_text_object(json, "fullDescription", summary);
    /* There is no helpUri: it must be absolute (3.49.12), and the page's
     * text needs no host. */
    hc_json_object(json, "help");
    hc_json_text(json, "text", hc_rule_page(rule));
    hc_json_text(json, "markdown", hc_rule_page(rule));
    json_builder_end_object(json);
    hc_json_object(json, "defaultConfiguration");
    hc_json_text(json, "level", "warning");
    json_builder_end_object(json);
    json_builder_end_object(json);
}

static void add_tool(Sarif *sarif)
{
    JsonBuilder *json = sarif->json;
    guint i;

    hc_json_object(json, "tool");
    hc_json_object(json, "driver");
    hc_json_text(json, "name", "holdcheck");
    hc_json_text(json, "version", sarif->report->tool_version);
    hc_json_array(json, "rules");
    for (i = 0; i < HC_RULE_COUNT; i++) {
        add_rule(json, i);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    if (*sarif->report->clang_version) {
        hc_json_array(json, "extensions");
        json_builder_begin_object(json);
        hc_json_text(json, "name", "clang");
        hc_json_text(json, "version", sarif->report->clang_version);
        json_builder_end_object(json);
        json_builder_end_array(json);
    }
    json_builder_end_object(json);
}

static void add_notice(Sarif *sarif, const HcNotice *notice)
{
    static const char *const levels[] = {
        [HC_NOTICE_NOTE] = "note",
        [HC_NOTICE_WARNING] = "warning",
        [HC_NOTICE_ERROR] = "error",
    };

    json_builder_begin_object(sarif->json);
    hc_json_text(sarif->json, "level", levels[notice->level]);
    hc_sarif_message(sarif->json, notice->text);
    if (notice->place.file) {
        hc_json_array(sarif->json, "locations");
        hc_sarif_location(sarif->json, sarif->sources, &notice->place, NULL,
                          NULL);
        json_builder_end_array(sarif->json);
    }
    json_builder_end_object(sarif->json);
}

static void add_invocation(Sarif *sarif)
{
    const GPtrArray *notices = sarif->report->notices;
    gboolean successful = TRUE;
    guint i;

    for (i = 0; i < notices->len; i++) {
        const HcNotice *notice = g_ptr_array_index(notices, i);

        successful &= notice->level != HC_NOTICE_ERROR;
    }
    hc_json_array(sarif->json, "invocations");
    json_builder_begin_object(sarif->json);
    json_builder_set_member_name(sarif->json, "executionSuccessful");
    json_builder_add_boolean_value(sarif->json, successful);
    hc_json_array(sarif->json, "toolExecutionNotifications");
    for (i = 0; i < notices->len; i++) {
        add_notice(sarif, g_ptr_array_index(notices, i));
    }
    json_builder_end_array(sarif->json);
    json_builder_end_object(sarif->json);
    json_builder_end_array(sarif->json);
}

static void add_root(Sarif *sarif)
{
    const char *root = sarif->report->root;
    g_autofree char *uri = *root ? hc_path_uri(root) : NULL;
    /* A base has a slash at its end (3.14.14). */
    g_autofree char *base =
        uri ? g_strconcat(uri, g_str_has_suffix(uri, "/") ? "" : "/", NULL)
            : NULL;

    hc_json_object(sarif->json, "originalUriBaseIds");
    hc_json_object(sarif->json, HC_SARIF_ROOT);
    if (base) {
        hc_json_text(sarif->json, "uri", base);
    }
    add_text_object(sarif->json, "description", "The root of the source");
    json_builder_end_object(sarif->json);
    json_builder_end_object(sarif->json);
}

static void add_step(Sarif *sarif, const HcReportPlace *place,
                     const char *text, const char *importance)
{
    json_builder_begin_object(sarif->json);
    json_builder_set_member_name(sarif->json, "location");
    hc_sarif_location(sarif->json, sarif->sources, place, text, NULL);
    hc_json_text(sarif->json, "importance", importance);
    json_builder_end_object(sarif->json);
}

static guint count_steps(const HcReportFinding *finding, HcStepKind kind)
{
    guint i, n = 0;

    for (i = 0; i < finding->steps->len; i++) {
        const HcReportStep *step = g_ptr_array_index(finding->steps, i);

        n += step->kind == kind;
    }
    return n;
}

/* The path ends at the finding itself; without any other event it is no path
 * and left out. */
static void add_code_flow(Sarif *sarif, const HcReportFinding *finding)
{
    JsonBuilder *json = sarif->json;
    guint i;

    if (!count_steps(finding, HC_STEP_PATH)) {
        return;
    }
    hc_json_array(json, "codeFlows");
    json_builder_begin_object(json);
    hc_json_array(json, "threadFlows");
    json_builder_begin_object(json);
    hc_json_array(json, "locations");
    for (i = 0; i < finding->steps->len; i++) {
        const HcReportStep *step = g_ptr_array_index(finding->steps, i);

        if (step->kind == HC_STEP_PATH) {
            add_step(sarif, &step->place, step->text, "important");
        }
    }
    add_step(sarif, &finding->place, finding->message, "essential");
    json_builder_end_array(json);
    json_builder_end_object(json);
    json_builder_end_array(json);
    json_builder_end_object(json);
    json_builder_end_array(json);
}

static void add_related(Sarif *sarif, const HcReportFinding *finding)
{
    guint i;

    if (!count_steps(finding, HC_STEP_RELATED)) {
        return;
    }
    hc_json_array(sarif->json, "relatedLocations");
    for (i = 0; i < finding->steps->len; i++) {
        const HcReportStep *step = g_ptr_array_index(finding->steps, i);

        if (step->kind == HC_STEP_RELATED) {
            hc_sarif_location(sarif->json, sarif->sources, &step->place,
                              step->text, NULL);
        }
    }
    json_builder_end_array(sarif->json);
}

/* On all results or on none (3.27.23), so that the full variant has an empty
 * array where nothing is suppressed. */
static void add_suppressions(Sarif *sarif, const HcSuppression *suppression)
{
    JsonBuilder *json = sarif->json;

    hc_json_array(json, "suppressions");
    if (suppression->kind != HC_SUPPRESSION_NONE) {
        json_builder_begin_object(json);
        hc_json_text(json, "kind",
                     suppression->kind == HC_SUPPRESSION_BASELINE
                         ? "external" : "inSource");
        hc_json_text(json, "status", "accepted");
        if (suppression->reason && *suppression->reason) {
            hc_json_text(json, "justification", suppression->reason);
        }
        if (suppression->place.file) {
            json_builder_set_member_name(json, "location");
            hc_sarif_location(json, sarif->sources, &suppression->place, NULL,
                              NULL);
        }
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void add_property(JsonBuilder *json, const char *name,
                         const char *text)
{
    if (*text) {
        hc_json_text(json, name, text);
    }
}

static void add_result(Sarif *sarif, const HcReportFinding *finding)
{
    JsonBuilder *json = sarif->json;

    json_builder_begin_object(json);
    hc_json_text(json, "ruleId", hc_rule_id(finding->rule));
    hc_json_number(json, "ruleIndex", finding->rule);
    hc_json_text(json, "level", "warning");
    hc_sarif_message(json, finding->message);
    hc_json_array(json, "locations");
    hc_sarif_location(json, sarif->sources, &finding->place, NULL,
                      finding->function);
    json_builder_end_array(json);
    hc_json_object(json, "partialFingerprints");
    hc_json_text(json, "holdcheck/v1", finding->fingerprint);
    json_builder_end_object(json);
    add_code_flow(sarif, finding);
    add_related(sarif, finding);
    if (sarif->full) {
        add_suppressions(sarif, &finding->suppression);
    }
    hc_json_object(json, "properties");
    add_property(json, "pair", finding->pair);
    add_property(json, "iothread", finding->iothread);
    add_property(json, "holder", finding->holder);
    json_builder_end_object(json);
    json_builder_end_object(json);
}

static void add_run(Sarif *sarif)
{
    const GPtrArray *findings = sarif->report->findings;
    guint i;

    json_builder_begin_object(sarif->json);
    add_tool(sarif);
    add_invocation(sarif);
    add_root(sarif);
    hc_json_text(sarif->json, "columnKind", "unicodeCodePoints");
    hc_json_array(sarif->json, "results");
    for (i = 0; i < findings->len; i++) {
        const HcReportFinding *finding = g_ptr_array_index(findings, i);

        if (sarif->full || finding->suppression.kind == HC_SUPPRESSION_NONE) {
            add_result(sarif, finding);
        }
    }
    json_builder_end_array(sarif->json);
    json_builder_end_object(sarif->json);
}

void hc_report_write_sarif(const HcReport *report, HcSources *sources,
                           HcSarifFlags flags, GString *out)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    Sarif sarif = {json, report, sources, (flags & HC_SARIF_FULL) != 0};

    json_builder_begin_object(json);
    hc_json_text(json, "$schema", SCHEMA);
    hc_json_text(json, "version", "2.1.0");
    hc_json_array(json, "runs");
    add_run(&sarif);
    json_builder_end_array(json);
    json_builder_end_object(json);
    hc_json_write(json, TRUE, out);
}
