/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/facts.h"
#include "lsp/hovers.h"
#include "report/escape.h"
#include "report/json.h"
#include "report/rules.h"

#include <string.h>

typedef struct Facts {
    const HcTeller *teller;
    JsonBuilder *json;
    const char *file;
} Facts;

static void add_position(JsonBuilder *json, const char *name, guint line,
                         guint column)
{
    hc_json_object(json, name);
    hc_json_number(json, "line", line);
    hc_json_number(json, "character", column);
    json_builder_end_object(json);
}

/* Column of the protocol; @column counts bytes from 1. */
static guint column_at(const HcTeller *teller, const char *file, guint line,
                       guint column)
{
    gsize length = 0;
    const char *text = hc_sources_line(teller->sources, file, line, &length);

    return text && column
        ? hc_units(text, MIN(column - 1, length), teller->encoding) : 0;
}

/* The word that begins at @column. */
static guint word_end(const HcTeller *teller, const char *file, guint line,
                      guint column)
{
    gsize length = 0;
    const char *text = hc_sources_line(teller->sources, file, line, &length);

    while (text && column && column - 1 < length &&
           (g_ascii_isalnum(text[column - 1]) || text[column - 1] == '_')) {
        column++;
    }
    return column;
}

void hc_facts_add_range(const HcTeller *teller, JsonBuilder *json,
                        const HcReportPlace *place, gboolean word)
{
    guint line = MAX(place->line, 1);
    guint end_line = place->end_line;
    guint end_column = place->end_column;

    if (!end_line || word) {
        end_line = line;
        end_column = word_end(teller, place->file, line, place->column);
    }
    hc_json_object(json, "range");
    add_position(json, "start", line - 1,
                 column_at(teller, place->file, line, place->column));
    add_position(json, "end", end_line - 1,
                 column_at(teller, place->file, end_line, end_column));
    json_builder_end_object(json);
}

char *hc_facts_uri(const HcTeller *teller, const char *file)
{
    g_autofree char *path = g_canonicalize_filename(file,
                                                    teller->report->root);
    const char *uri = g_hash_table_lookup(teller->uris, path);

    return uri ? g_strdup(uri) : hc_path_uri(path);
}

/* DOCS/rules/RULE.md, where this program is installed or built. */
static char *find_page(HcRule rule)
{
    static const char *const folders[] = { "../share/doc/holdcheck",
                                           "../../docs" };
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *bin = self ? g_path_get_dirname(self) : NULL;
    g_autofree char *name = g_strconcat(hc_rule_name(rule), ".md", NULL);

    for (guint i = 0; bin && i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *folder = g_canonicalize_filename(folders[i], bin);
        g_autofree char *page = g_build_filename(folder, "rules", name, NULL);

        if (g_file_test(page, G_FILE_TEST_IS_REGULAR)) {
            return hc_path_uri(page);
        }
    }
    return NULL;
}

static void add_related(Facts *facts, const HcReportFinding *finding)
{
    hc_json_array(facts->json, "relatedInformation");
    for (guint i = 0; i < finding->steps->len; i++) {
        const HcReportStep *step = finding->steps->pdata[i];
        g_autofree char *uri = NULL;

        if (!step->place.file) {
            continue;
        }
        uri = hc_facts_uri(facts->teller, step->place.file);
        json_builder_begin_object(facts->json);
        hc_json_object(facts->json, "location");
        hc_facts_add_range(facts->teller, facts->json, &step->place, FALSE);
        hc_json_text(facts->json, "uri", uri);
        json_builder_end_object(facts->json);
        hc_json_visible(facts->json, "message", step->text);
        json_builder_end_object(facts->json);
    }
    json_builder_end_array(facts->json);
}

/* As clangd does for an editor that shows a text and nothing else. */
static char *message_with_steps(const HcReportFinding *finding)
{
    GString *text = g_string_new(NULL);

    hc_append_visible(text, finding->message, -1, FALSE);
    for (guint i = 0; i < finding->steps->len; i++) {
        const HcReportStep *step = finding->steps->pdata[i];

        g_string_append(text, "\n\n");
        hc_append_visible(text, step->place.file ? step->place.file : "", -1,
                          FALSE);
        g_string_append_printf(text, ":%u:%u: note: ", step->place.line,
                               step->place.column);
        hc_append_visible(text, step->text, -1, FALSE);
    }
    return g_string_free(text, FALSE);
}

static void add_diagnostic(Facts *facts, const HcReportFinding *finding)
{
    JsonBuilder *json = facts->json;
    g_autofree char *page = find_page(finding->rule);

    json_builder_begin_object(json);
    hc_json_text(json, "code", hc_rule_id(finding->rule));
    if (page) {
        hc_json_object(json, "codeDescription");
        hc_json_text(json, "href", page);
        json_builder_end_object(json);
    }
    if (facts->teller->related) {
        hc_json_visible(json, "message", finding->message);
    } else {
        g_autofree char *text = message_with_steps(finding);

        hc_json_text(json, "message", text);
    }
    hc_facts_add_range(facts->teller, json, &finding->place, FALSE);
    if (facts->teller->related) {
        add_related(facts, finding);
    }
    hc_json_number(json, "severity", 2);
    hc_json_text(json, "source", "holdcheck");
    json_builder_end_object(json);
}

/* What the repair does, from its only edit. */
static char *fix_title(Facts *facts, const HcReportFix *fix)
{
    const HcReportPlace *place = &fix->place;
    gboolean inserts = place->line == place->end_line &&
                       place->column == place->end_column;
    HcMessage message = inserts ? HC_EDITOR_INSERT
                        : *fix->text ? HC_EDITOR_REPLACE : HC_EDITOR_REMOVE;
    g_autofree char *code = g_strdup(fix->text);
    g_autoptr(GString) visible = g_string_new(NULL);
    gsize length = 0;

    if (message == HC_EDITOR_REMOVE) {
        const char *line = hc_sources_line(facts->teller->sources,
                                           place->file, place->line, &length);
        gsize from = MIN(place->column - 1, length);
        gsize to = place->end_line == place->line
            ? CLAMP(place->end_column - 1, from, length) : length;

        g_free(code);
        code = line ? g_strndup(line + from, to - from) : g_strdup("");
    }
    hc_append_visible(visible, g_strstrip(code), -1, FALSE);
    return g_strdup_printf(hc_message_text(message), visible->str);
}

static gboolean is_here(const Facts *facts, const HcReportFinding *finding)
{
    return finding->suppression.kind == HC_SUPPRESSION_NONE &&
           g_strcmp0(finding->place.file, facts->file) == 0;
}

static gboolean fixes_here(const Facts *facts, const HcReportFinding *finding)
{
    for (guint i = 0; i < finding->fixes->len; i++) {
        const HcReportFix *fix = finding->fixes->pdata[i];

        if (g_strcmp0(fix->place.file, facts->file) != 0) {
            return FALSE;
        }
    }
    return finding->fixes->len > 0;
}

static void add_action(Facts *facts, const HcReportFinding *finding,
                       guint index)
{
    JsonBuilder *json = facts->json;
    g_autofree char *title = fix_title(facts, finding->fixes->pdata[0]);

    json_builder_begin_object(json);
    hc_json_number(json, "diagnostic", index);
    hc_json_text(json, "title", title);
    hc_json_array(json, "edits");
    for (guint i = 0; i < finding->fixes->len; i++) {
        const HcReportFix *fix = finding->fixes->pdata[i];

        json_builder_begin_object(json);
        hc_json_text(json, "newText", fix->text);
        hc_facts_add_range(facts->teller, json, &fix->place, FALSE);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
}

void hc_facts_add(const HcTeller *teller, JsonBuilder *json, const char *file)
{
    Facts facts = { teller, json, file };
    GPtrArray *findings = teller->report->findings;
    guint index = 0;

    hc_json_array(json, "diagnostics");
    for (guint i = 0; i < findings->len; i++) {
        if (is_here(&facts, findings->pdata[i])) {
            add_diagnostic(&facts, findings->pdata[i]);
        }
    }
    json_builder_end_array(json);
    hc_json_array(json, "actions");
    for (guint i = 0; i < findings->len; i++) {
        if (!is_here(&facts, findings->pdata[i])) {
            continue;
        }
        if (fixes_here(&facts, findings->pdata[i])) {
            add_action(&facts, findings->pdata[i], index);
        }
        index++;
    }
    json_builder_end_array(json);
    hc_hovers_add(teller, json, file);
}
