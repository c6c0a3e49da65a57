/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/baseline.h"
#include "contract/json.h"
#include "report/json.h"
#include "tree/strings.h"

#define VERSION 1

typedef struct Row {
    char *rule, *file, *function, *fingerprint, *reason;
    gboolean used;
} Row;

static void row_free(gpointer data)
{
    Row *row = data;

    g_free(row->rule);
    g_free(row->file);
    g_free(row->function);
    g_free(row->fingerprint);
    g_free(row->reason);
    g_free(row);
}

void hc_baseline_free(HcBaseline *baseline)
{
    if (baseline) {
        g_ptr_array_unref(baseline->rows);
        g_hash_table_unref(baseline->by_fingerprint);
        g_free(baseline);
    }
}

static char *text_member(JsonObject *object, const char *name)
{
    JsonNode *node = json_object_get_member(object, name);

    return node && json_node_get_value_type(node) == G_TYPE_STRING
        ? g_strdup(json_node_get_string(node)) : NULL;
}

/* What is wrong with the entry, or NULL. */
static const char *add_row(HcBaseline *baseline, JsonNode *node,
                           gboolean strict)
{
    JsonObject *object;
    Row *row;

    if (!JSON_NODE_HOLDS_OBJECT(node)) {
        return "is no object";
    }
    object = json_node_get_object(node);
    row = g_new0(Row, 1);
    g_ptr_array_add(baseline->rows, row);
    row->rule = text_member(object, "rule");
    row->file = text_member(object, "file");
    row->function = text_member(object, "function");
    row->fingerprint = text_member(object, "fingerprint");
    row->reason = text_member(object, "reason");
    if (!row->fingerprint || !*row->fingerprint) {
        return "has no \"fingerprint\"";
    }
    if (strict && (!row->reason || !*g_strstrip(row->reason))) {
        return "has no \"reason\"";
    }
    g_hash_table_insert(baseline->by_fingerprint, row->fingerprint, row);
    return NULL;
}

static gboolean broken(GError **error, const char *path, const char *what)
{
    g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                "baseline %s is broken: %s", path, what);
    return FALSE;
}

static gboolean read_rows(HcBaseline *baseline, const char *path,
                          JsonNode *root, gboolean strict, GError **error)
{
    JsonObject *object = root && JSON_NODE_HOLDS_OBJECT(root)
        ? json_node_get_object(root) : NULL;
    JsonNode *version = object ? json_object_get_member(object, "version")
                               : NULL;
    JsonNode *list = object ? json_object_get_member(object, "findings")
                            : NULL;
    JsonArray *rows;

    if (!list || !JSON_NODE_HOLDS_ARRAY(list)) {
        return broken(error, path, "it has no list \"findings\"");
    }
    if (!version || json_node_get_value_type(version) != G_TYPE_INT64 ||
        json_node_get_int(version) != VERSION) {
        return broken(error, path, "it is of another version");
    }
    rows = json_node_get_array(list);
    for (guint i = 0; i < json_array_get_length(rows); i++) {
        const char *wrong =
            add_row(baseline, json_array_get_element(rows, i), strict);

        if (wrong) {
            const Row *row = baseline->rows->len
                ? baseline->rows->pdata[baseline->rows->len - 1] : NULL;
            g_autofree char *what = g_strdup_printf(
                "entry %u (%s in %s) %s", i + 1,
                row && row->rule ? row->rule : "?",
                row && row->file ? row->file : "?", wrong);

            return broken(error, path, what);
        }
    }
    return TRUE;
}

HcBaseline *hc_baseline_load(const char *path, gboolean strict,
                             GError **error)
{
    g_autoptr(HcBaseline) baseline = g_new0(HcBaseline, 1);
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autoptr(GError) wrong = NULL;
    g_autofree char *text = NULL;
    g_autofree char *what = NULL;
    int line = 1;
    gsize length;

    baseline->rows = g_ptr_array_new_with_free_func(row_free);
    baseline->by_fingerprint = g_hash_table_new(g_str_hash, g_str_equal);
    if (!g_file_get_contents(path, &text, &length, &wrong)) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "no baseline: %s", wrong->message);
        return NULL;
    }
    what = hc_json_check(text, length, &line);
    if (what) {
        g_autofree char *place = g_strdup_printf("line %d: %s", line, what);

        broken(error, path, place);
        return NULL;
    }
    if (!json_parser_load_from_data(parser, text, length, &wrong)) {
        broken(error, path, wrong->message);
        return NULL;
    }
    if (!read_rows(baseline, path, json_parser_get_root(parser), strict,
                   error)) {
        return NULL;
    }
    return g_steal_pointer(&baseline);
}

GPtrArray *hc_baseline_apply(const HcBaseline *baseline, HcReport *report)
{
    GPtrArray *unused = g_ptr_array_new_with_free_func(g_free);

    for (guint i = 0; i < report->findings->len; i++) {
        HcReportFinding *finding = report->findings->pdata[i];
        Row *row = g_hash_table_lookup(baseline->by_fingerprint,
                                       finding->fingerprint);

        if (row) {
            row->used = TRUE;
        }
        if (row && finding->suppression.kind == HC_SUPPRESSION_NONE) {
            hc_report_suppress(report, finding, HC_SUPPRESSION_BASELINE,
                               row->reason, (HcReportPlace){ 0 });
        }
    }
    for (guint i = 0; i < baseline->rows->len; i++) {
        const Row *row = baseline->rows->pdata[i];

        if (!row->used) {
            g_ptr_array_add(unused, g_strdup_printf(
                "baseline: no longer found: %s in %s, %s (%s)",
                row->rule ? row->rule : "?",
                row->function ? row->function : "?",
                row->file ? row->file : "?", row->fingerprint));
        }
    }
    return unused;
}

void hc_baseline_write(const HcReport *report, const HcBaseline *old,
                       GString *out, guint *unexplained)
{
    g_autoptr(JsonBuilder) json = json_builder_new();

    *unexplained = 0;
    json_builder_begin_object(json);
    hc_json_number(json, "version", VERSION);
    hc_json_array(json, "findings");
    /* In the order of the report: by file and place. */
    for (guint i = 0; i < report->findings->len; i++) {
        const HcReportFinding *finding = report->findings->pdata[i];
        const Row *row = old ? g_hash_table_lookup(old->by_fingerprint,
                                                   finding->fingerprint)
                             : NULL;
        const char *reason = row && row->reason ? row->reason : "";

        if (finding->suppression.kind != HC_SUPPRESSION_NONE &&
            finding->suppression.kind != HC_SUPPRESSION_BASELINE) {
            continue;
        }
        *unexplained += !*reason;
        json_builder_begin_object(json);
        hc_json_text(json, "rule", hc_rule_name(finding->rule));
        hc_json_text(json, "file", finding->place.file
                     ? finding->place.file : "");
        hc_json_text(json, "function", finding->function);
        hc_json_text(json, "holder", finding->holder);
        hc_json_text(json, "message", finding->message);
        hc_json_text(json, "fingerprint", finding->fingerprint);
        hc_json_text(json, "reason", reason);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    hc_json_write(json, TRUE, out);
}
