/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The data of the page.  Texts are made visible here, so that the page shows
 * the same as a terminal.  The root is left out: a page that is handed around
 * need not tell where it was made.
 */
#include "report/html_data.h"

#include "report/excerpt.h"
#include "report/rules.h"

typedef struct Page {
    JsonBuilder *json;
    HcExcerpts *excerpts;
} Page;

static void add_place(Page *page, const char *name,
                      const HcReportPlace *place)
{
    json_builder_set_member_name(page->json, name);
    hc_excerpts_add(page->excerpts, page->json, place);
}

static void add_rules(Page *page)
{
    guint i;

    hc_json_array(page->json, "rules");
    for (i = 0; i < HC_RULE_COUNT; i++) {
        json_builder_begin_object(page->json);
        hc_json_text(page->json, "name", hc_rule_name(i));
        hc_json_text(page->json, "about", hc_rule_description(i));
        hc_json_text(page->json, "severity", hc_rule_severity(i));
        hc_json_text(page->json, "page", hc_rule_page(i));
        json_builder_end_object(page->json);
    }
    json_builder_end_array(page->json);
}

static void add_steps(Page *page, const HcReportFinding *finding)
{
    const HcReportPlace *last = NULL;
    guint i;

    hc_json_array(page->json, "steps");
    for (i = 0; i < finding->steps->len; i++) {
        const HcReportStep *step = g_ptr_array_index(finding->steps, i);

        json_builder_begin_object(page->json);
        hc_json_number(page->json, "related",
                       step->kind == HC_STEP_RELATED);
        add_place(page, "at", &step->place);
        hc_json_visible(page->json, "text", step->text);
        json_builder_end_object(page->json);
        if (step->kind == HC_STEP_PATH) {
            if (last) {
                hc_excerpts_join(page->excerpts, last, &step->place);
            }
            last = &step->place;
        }
    }
    if (last) {
        hc_excerpts_join(page->excerpts, last, &finding->place);
    }
    json_builder_end_array(page->json);
}

static void add_suppression(Page *page, const HcSuppression *suppression)
{
    if (suppression->kind == HC_SUPPRESSION_NONE) {
        return;
    }
    hc_json_object(page->json, "suppressed");
    hc_json_text(page->json, "by", hc_suppression_name(suppression->kind));
    hc_json_visible(page->json, "reason",
                    suppression->reason ? suppression->reason : "");
    add_place(page, "at", &suppression->place);
    json_builder_end_object(page->json);
}

static void add_finding(Page *page, const HcReportFinding *finding)
{
    json_builder_begin_object(page->json);
    hc_json_number(page->json, "rule", finding->rule);
    hc_json_visible(page->json, "text", finding->message);
    add_place(page, "at", &finding->place);
    hc_json_visible(page->json, "function", finding->function);
    hc_json_visible(page->json, "pair", finding->pair);
    hc_json_visible(page->json, "iothread", finding->iothread);
    hc_json_visible(page->json, "holder", finding->holder);
    hc_json_visible(page->json, "id", finding->fingerprint);
    add_steps(page, finding);
    add_suppression(page, &finding->suppression);
    json_builder_end_object(page->json);
}

static void add_hold(Page *page, const HcHoldRow *row)
{
    guint i;

    json_builder_begin_object(page->json);
    hc_json_visible(page->json, "owner", row->owner);
    hc_json_visible(page->json, "iothread", row->iothread);
    hc_json_visible(page->json, "holder", row->holder);
    hc_json_visible(page->json, "function", row->function);
    add_place(page, "at", &row->place);
    hc_json_visible(page->json, "cycle", row->life_cycle);
    hc_json_number(page->json, "paired", row->paired);
    hc_json_visible(page->json, "reason", row->reason);
    hc_json_array(page->json, "puts");
    for (i = 0; i < row->puts->len; i++) {
        const HcHoldPut *put = g_ptr_array_index(row->puts, i);

        json_builder_begin_object(page->json);
        hc_json_visible(page->json, "function", put->function);
        add_place(page, "at", &put->place);
        json_builder_end_object(page->json);
        hc_excerpts_join(page->excerpts, &row->place, &put->place);
    }
    json_builder_end_array(page->json);
    json_builder_end_object(page->json);
}

static void add_counts(Page *page, const HcReport *report)
{
    guint i;

    hc_json_array(page->json, "counts");
    for (i = 0; i < report->counts->len; i++) {
        const HcReportCount *count =
            &g_array_index(report->counts, HcReportCount, i);

        json_builder_begin_object(page->json);
        hc_json_visible(page->json, "name", count->name);
        hc_json_number(page->json, "value", count->value);
        json_builder_end_object(page->json);
    }
    json_builder_end_array(page->json);
}

static void add_notices(Page *page, const HcReport *report)
{
    guint i;

    hc_json_array(page->json, "notices");
    for (i = 0; i < report->notices->len; i++) {
        const HcNotice *notice = g_ptr_array_index(report->notices, i);

        json_builder_begin_object(page->json);
        hc_json_number(page->json, "level", notice->level);
        add_place(page, "at", &notice->place);
        hc_json_visible(page->json, "text", notice->text);
        json_builder_end_object(page->json);
    }
    json_builder_end_array(page->json);
}

void hc_html_data(const HcReport *report, HcSources *sources, GString *out)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    g_autoptr(HcExcerpts) excerpts = hc_excerpts_new(sources);
    Page page = {json, excerpts};
    guint i;

    json_builder_begin_object(json);
    hc_json_visible(json, "version", report->tool_version);
    hc_json_visible(json, "clang", report->clang_version);
    add_rules(&page);
    hc_json_array(json, "findings");
    for (i = 0; i < report->findings->len; i++) {
        add_finding(&page, g_ptr_array_index(report->findings, i));
    }
    json_builder_end_array(json);
    hc_json_array(json, "holds");
    for (i = 0; i < report->holds->len; i++) {
        add_hold(&page, g_ptr_array_index(report->holds, i));
    }
    json_builder_end_array(json);
    add_counts(&page, report);
    add_notices(&page, report);
    /* Last: only now it is known what is needed. */
    hc_excerpts_write(excerpts, json);
    json_builder_end_object(json);
    hc_json_write(json, FALSE, out);
}
