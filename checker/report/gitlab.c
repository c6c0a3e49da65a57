/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * GitLab's code quality report: an array, each element with no more than
 * GitLab reads.
 */
#include "report/write.h"

#include "report/json.h"
#include "report/rules.h"

static void add_finding(JsonBuilder *json, const HcReportFinding *finding)
{
    json_builder_begin_object(json);
    hc_json_text(json, "description", finding->message);
    hc_json_text(json, "check_name", hc_rule_id(finding->rule));
    hc_json_text(json, "fingerprint", finding->fingerprint);
    hc_json_text(json, "severity", hc_rule_severity(finding->rule));
    hc_json_object(json, "location");
    hc_json_text(json, "path", finding->place.file ? finding->place.file
                                                   : "");
    hc_json_object(json, "lines");
    /* There is no line 0; a report is refused as a whole. */
    hc_json_number(json, "begin", CLAMP(finding->place.line, 1, G_MAXINT32));
    json_builder_end_object(json);
    json_builder_end_object(json);
    json_builder_end_object(json);
}

void hc_report_write_gitlab(const HcReport *report, GString *out)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    guint i;

    json_builder_begin_array(json);
    for (i = 0; i < report->findings->len; i++) {
        const HcReportFinding *finding =
            g_ptr_array_index(report->findings, i);

        if (finding->suppression.kind == HC_SUPPRESSION_NONE) {
            add_finding(json, finding);
        }
    }
    json_builder_end_array(json);
    hc_json_write(json, TRUE, out);
}
