/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/check.h"
#include "cmd/say.h"
#include "cmd/tool.h"
#include "lsp/facts.h"
#include "lsp/value.h"
#include "report/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct Open {
    JsonObject *row;      /* borrowed */
    char *path;           /* as the database has it */
} Open;

typedef struct Check {
    JsonNode *request;
    GPtrArray *documents; /* Open */
    GHashTable *paths;    /* set: those of documents */
    HcOptions *options;
    HcTool *tool;
    HcOverlay *overlay;
    HcFiles *files;
    HcRun *run;
    HcResult *result;
} Check;

static void open_free(gpointer data)
{
    Open *open = data;

    g_free(open->path);
    g_free(open);
}

static void check_clear(Check *check)
{
    hc_result_free(check->result);
    hc_run_free(check->run);
    hc_files_free(check->files);
    hc_overlay_free(check->overlay);
    hc_tool_free(check->tool);
    hc_options_free(check->options);
    g_clear_pointer(&check->paths, g_hash_table_unref);
    g_clear_pointer(&check->documents, g_ptr_array_unref);
    g_clear_pointer(&check->request, json_node_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Check, check_clear)

static JsonNode *read_request(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    char buffer[65536];
    gssize n;

    while ((n = read(STDIN_FILENO, buffer, sizeof(buffer))) > 0) {
        g_string_append_len(text, buffer, n);
    }
    return hc_value_parse(text->str, text->len);
}

static gboolean make_tool(Check *check, char **argv, const char *build,
                          GError **error)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new();

    g_ptr_array_add(words, argv[0]);
    g_ptr_array_add(words, (gpointer)"-p");
    g_ptr_array_add(words, (gpointer)build);
    for (argv++; *argv; argv++) {
        g_ptr_array_add(words, *argv);
    }
    g_ptr_array_add(words, NULL);
    check->options = hc_options_parse((char **)words->pdata, error);
    check->tool = check->options ? hc_tool_new(check->options, error) : NULL;
    return check->tool != NULL;
}

static gboolean is_entry(const HcDatabase *database, const char *path)
{
    guint low = 0, high = database->entries->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;
        const HcEntry *entry = database->entries->pdata[middle];
        int order = strcmp(entry->file, path);

        if (!order) {
            return TRUE;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return FALSE;
}

/* The name that the database has for what the editor calls @path, which may
 * lead over a link. */
static char *path_in(const HcDatabase *database, const char *path)
{
    g_autofree char *name = g_path_get_basename(path);
    g_autofree char *real = NULL;

    if (is_entry(database, path)) {
        return g_strdup(path);
    }
    real = realpath(path, NULL);
    if (!real || is_entry(database, real)) {
        return real ? g_strdup(real) : g_strdup(path);
    }
    for (guint i = 0; i < database->entries->len; i++) {
        const HcEntry *entry = database->entries->pdata[i];
        const char *slash = strrchr(entry->file, '/');
        g_autofree char *other = slash && g_str_equal(slash + 1, name)
            ? realpath(entry->file, NULL) : NULL;

        if (other && g_str_equal(other, real)) {
            return g_strdup(entry->file);
        }
    }
    return g_strdup(path);
}

static gboolean is_saved(const char *path, const char *text)
{
    g_autofree char *now = NULL;
    gsize length;

    return g_file_test(path, G_FILE_TEST_IS_REGULAR) &&
           g_file_get_contents(path, &now, &length, NULL) &&
           length == strlen(text) && memcmp(now, text, length) == 0;
}

static gboolean add_document(Check *check, JsonObject *row, GError **error)
{
    const char *path = hc_value_text(row, "path");
    const char *text = hc_value_text(row, "text");
    g_autoptr(GBytes) bytes = NULL;
    Open *open;

    if (!path || !text || !g_path_is_absolute(path)) {
        return TRUE;
    }
    open = g_new0(Open, 1);
    open->row = row;
    open->path = path_in(check->tool->database, path);
    g_ptr_array_add(check->documents, open);
    if (!g_hash_table_add(check->paths, open->path) ||
        !g_utf8_validate(open->path, -1, NULL) ||
        is_saved(open->path, text)) {
        return TRUE;
    }
    bytes = g_bytes_new(text, strlen(text));
    return hc_overlay_add(check->overlay, open->path, bytes, error);
}

static gboolean add_documents(Check *check, GError **error)
{
    JsonArray *rows = hc_value_array(json_node_get_object(check->request),
                                     "documents");
    guint n = rows ? json_array_get_length(rows) : 0;

    check->documents = g_ptr_array_new_with_free_func(open_free);
    check->paths = g_hash_table_new(g_str_hash, g_str_equal);
    check->overlay = hc_overlay_new(error);
    if (!check->overlay) {
        return FALSE;
    }
    for (guint i = 0; i < n; i++) {
        JsonNode *row = json_array_get_element(rows, i);

        if (JSON_NODE_HOLDS_OBJECT(row) &&
            !add_document(check, json_node_get_object(row), error)) {
            return FALSE;
        }
    }
    check->tool->only = check->paths;
    return TRUE;
}

static GHashTable *uris_of(Check *check)
{
    GHashTable *uris = g_hash_table_new(g_str_hash, g_str_equal);

    for (guint i = 0; i < check->documents->len; i++) {
        Open *open = check->documents->pdata[i];

        g_hash_table_insert(uris, open->path,
                            (gpointer)hc_value_text(open->row, "uri"));
    }
    return uris;
}

/* Of a text that does not compile nothing is known: what was known before
 * is better than that. */
static gboolean is_broken(const Check *check, const char *path)
{
    gboolean broken = FALSE;

    for (guint i = 0; i < check->run->parts->len; i++) {
        const HcPart *part = check->run->parts->pdata[i];

        if (g_str_equal(part->entry->file, path)) {
            if (!part->failed) {
                return FALSE;
            }
            broken = TRUE;
        }
    }
    return broken;
}

static void write_documents(Check *check, const HcTeller *teller,
                            JsonBuilder *json)
{
    for (guint i = 0; i < check->documents->len; i++) {
        Open *open = check->documents->pdata[i];
        HcReportPlace place = hc_report_place(check->result->report,
                                              open->path, 0, 0);
        gint64 version;

        if (is_broken(check, open->path)) {
            continue;
        }
        json_builder_begin_object(json);
        hc_json_text(json, "uri", hc_value_text(open->row, "uri"));
        if (hc_value_number(open->row, "version", &version)) {
            hc_json_number(json, "version", version);
        }
        hc_facts_add(teller, json, place.file);
        json_builder_end_object(json);
    }
}

static void write_answer(Check *check)
{
    JsonObject *request = json_node_get_object(check->request);
    const char *encoding = hc_value_text(request, "encoding");
    g_autoptr(JsonBuilder) json = json_builder_new();
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GHashTable) uris = uris_of(check);
    HcTeller teller = {
        .report = check->result->report,
        .sources = check->result->sources,
        .related = hc_value_true(request, "related"),
        .uris = uris,
    };

    if (encoding) {
        hc_encoding_parse(encoding, &teller.encoding);
    }
    json_builder_begin_object(json);
    hc_json_number(json, "left", check->run->n_left + check->run->cold);
    hc_json_array(json, "documents");
    write_documents(check, &teller, json);
    json_builder_end_array(json);
    json_builder_end_object(json);
    hc_json_write(json, FALSE, text);
    fwrite(text->str, 1, text->len, stdout);
}

/* That the text does not compile just now is the server's to tell. */
static void say_failures(Check *check)
{
    for (guint i = 0; i < check->run->parts->len; i++) {
        const HcPart *part = check->run->parts->pdata[i];

        if (part->failed && part->verdict != HC_VERDICT_STOPPED &&
            part->verdict != HC_VERDICT_FAILED) {
            hc_say("%s not checked: %s", part->entry->file, part->why);
        }
    }
}

int hc_lsp_check(char **argv)
{
    g_auto(Check) check = { .request = read_request() };
    g_autoptr(GError) error = NULL;
    const char *build;

    if (!check.request || !JSON_NODE_HOLDS_OBJECT(check.request) ||
        !(build = hc_value_text(json_node_get_object(check.request),
                                "build"))) {
        return hc_refuse("no request on standard input");
    }
    if (!make_tool(&check, argv, build, &error) ||
        !add_documents(&check, &error)) {
        return hc_refuse("%s", error->message);
    }
    check.files = hc_tool_files(check.tool, check.overlay);
    check.run = hc_tool_run(check.tool, check.options, check.files,
                            check.overlay, NULL, NULL, &error);
    if (!check.run) {
        return hc_refuse("%s", error->message);
    }
    if (check.run->mismatch) {
        return hc_tool_say_mismatch(check.tool);
    }
    if (check.run->signal) {
        return HC_EXIT_NOT_CHECKED;
    }
    check.result = hc_tool_result(check.tool, check.run, check.files);
    say_failures(&check);
    write_answer(&check);
    return HC_EXIT_NOTHING;
}
