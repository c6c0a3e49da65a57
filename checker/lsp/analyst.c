/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/analyst.h"
#include "cmd/say.h"
#include "lsp/child.h"
#include "lsp/value.h"
#include "report/json.h"

#include <string.h>

/* Several files that are opened together are one analysis. */
#define OPEN_DELAY 20

struct HcAnalyst {
    const HcAnalystOptions *options;
    HcSendFn send;
    gpointer opaque;
    HcSession *session;
    char *build;          /* of the file that was touched last; or NULL */
    guint timer;
    HcChild *check;       /* that runs, or NULL */
    HcChild *fill;        /* the same */
    GHashTable *filled;   /* builds whose cache has been filled */
    gboolean told;        /* that there is no compile database */
    gboolean stopped;
};

HcAnalyst *hc_analyst_new(const HcAnalystOptions *options, HcSendFn send,
                          gpointer opaque)
{
    HcAnalyst *analyst = g_new0(HcAnalyst, 1);

    analyst->options = options;
    analyst->send = send;
    analyst->opaque = opaque;
    analyst->filled = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                            NULL);
    return analyst;
}

void hc_analyst_set_session(HcAnalyst *analyst, HcSession *session)
{
    analyst->session = session;
}

static void cancel(HcAnalyst *analyst)
{
    g_clear_handle_id(&analyst->timer, g_source_remove);
    g_clear_pointer(&analyst->check, hc_child_kill);
}

void hc_analyst_stop(HcAnalyst *analyst)
{
    analyst->stopped = TRUE;
    cancel(analyst);
    g_clear_pointer(&analyst->fill, hc_child_kill);
}

void hc_analyst_free(HcAnalyst *analyst)
{
    if (analyst) {
        hc_analyst_stop(analyst);
        g_hash_table_unref(analyst->filled);
        g_free(analyst->build);
        g_free(analyst);
    }
}

static gboolean has_database(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "compile_commands.json",
                                             NULL);

    return g_file_test(path, G_FILE_TEST_EXISTS);
}

/* As clangd looks for it, and in Meson's other usual folder. */
static char *find_build(const char *path)
{
    static const char *const usual[] = { ".", "build", "builddir" };
    g_autofree char *folder = g_path_get_dirname(path);

    for (;;) {
        char *up;

        for (guint i = 0; i < G_N_ELEMENTS(usual); i++) {
            g_autofree char *build = g_canonicalize_filename(usual[i],
                                                             folder);

            if (has_database(build)) {
                return g_steal_pointer(&build);
            }
        }
        up = g_path_get_dirname(folder);
        if (g_str_equal(up, folder)) {
            g_free(up);
            return NULL;
        }
        g_free(folder);
        folder = up;
    }
}

static gboolean is_source(const char *path)
{
    static const char *const endings[] = { ".c", ".h", ".inc", ".def" };

    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_str_has_suffix(path, endings[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* NULL: not to be analysed.  (transfer full) */
static char *build_of(HcAnalyst *analyst, const HcDocument *document)
{
    char *build;

    if (!document->path || !document->text || !is_source(document->path)) {
        return NULL;
    }
    build = analyst->options->build
        ? (has_database(analyst->options->build)
               ? g_strdup(analyst->options->build) : NULL)
        : find_build(document->path);
    if (!build && !analyst->told) {
        analyst->told = TRUE;
        hc_say("no compile_commands.json for %s: nothing is added to what "
               "the language server says", document->path);
    }
    return build;
}

/* The boards that belong to the build; in the order of their names, so that
 * two runs do the same.  (transfer container) */
static GPtrArray *boards_of(HcAnalyst *analyst)
{
    GPtrArray *boards = hc_session_boards(analyst->session);

    for (guint i = boards->len; i-- > 0; ) {
        HcBoard *board = boards->pdata[i];
        g_autofree char *build = build_of(analyst, board->document);

        if (g_strcmp0(build, analyst->build) != 0) {
            g_ptr_array_remove_index_fast(boards, i);
        }
    }
    return boards;
}

static GBytes *request(HcAnalyst *analyst, GPtrArray *boards)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    GString *text = g_string_new(NULL);

    json_builder_begin_object(json);
    hc_json_text(json, "build", analyst->build);
    hc_json_text(json, "encoding",
                 hc_encoding_name(hc_session_encoding(analyst->session)));
    json_builder_set_member_name(json, "related");
    json_builder_add_boolean_value(
        json, hc_session_wants_related(analyst->session));
    hc_json_array(json, "documents");
    for (guint i = 0; i < boards->len; i++) {
        const HcDocument *document = ((HcBoard *)boards->pdata[i])->document;

        json_builder_begin_object(json);
        hc_json_text(json, "uri", document->uri);
        hc_json_text(json, "path", document->path);
        hc_json_number(json, "version", document->version);
        hc_json_text(json, "text", document->text->str);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    hc_json_write(json, FALSE, text);
    return g_string_free_to_bytes(text);
}

static void start(HcAnalyst *analyst);

static void on_filled(GBytes *output, gpointer opaque)
{
    HcAnalyst *analyst = opaque;

    g_clear_pointer(&analyst->fill, hc_child_free);
    if (!analyst->check && !analyst->timer) {
        start(analyst);
    }
}

static void fill(HcAnalyst *analyst)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new();

    if (analyst->options->alone || analyst->fill ||
        g_hash_table_contains(analyst->filled, analyst->build)) {
        return;
    }
    g_hash_table_add(analyst->filled, g_strdup(analyst->build));
    g_ptr_array_add(argv, (gpointer)"check");
    g_ptr_array_add(argv, (gpointer)"-p");
    g_ptr_array_add(argv, analyst->build);
    for (char **word = analyst->options->check; *word; word++) {
        g_ptr_array_add(argv, *word);
    }
    g_ptr_array_add(argv, NULL);
    analyst->fill = hc_child_new((const char *const *)argv->pdata, NULL,
                                 HC_CHILD_POLITE, on_filled, analyst);
}

static void take_answer(HcAnalyst *analyst, JsonObject *answer)
{
    JsonArray *rows = hc_value_array(answer, "documents");
    guint n = rows ? json_array_get_length(rows) : 0;
    gint64 left = 0;

    for (guint i = 0; i < n; i++) {
        GBytes *frame = hc_session_answer(
            analyst->session, json_array_get_object_element(rows, i));

        if (frame) {
            analyst->send(frame, analyst->opaque);
        }
    }
    if (hc_value_number(answer, "left", &left) && left) {
        fill(analyst);
    }
}

static void on_checked(GBytes *output, gpointer opaque)
{
    HcAnalyst *analyst = opaque;
    g_autoptr(JsonNode) node = NULL;

    g_clear_pointer(&analyst->check, hc_child_free);
    if (output) {
        gsize length;
        const char *text = g_bytes_get_data(output, &length);

        node = hc_value_parse(text, length);
    }
    if (node && JSON_NODE_HOLDS_OBJECT(node)) {
        take_answer(analyst, json_node_get_object(node));
    }
}

static void start(HcAnalyst *analyst)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new();
    g_autoptr(GPtrArray) boards = NULL;
    g_autoptr(GBytes) input = NULL;

    if (analyst->stopped || !analyst->build ||
        !hc_session_is_running(analyst->session)) {
        return;
    }
    boards = boards_of(analyst);
    if (!boards->len) {
        return;
    }
    g_ptr_array_add(argv, (gpointer)"lsp");
    g_ptr_array_add(argv, (gpointer)"--one-check");
    for (char **word = analyst->options->check; *word; word++) {
        g_ptr_array_add(argv, *word);
    }
    g_ptr_array_add(argv, NULL);
    input = request(analyst, boards);
    analyst->check = hc_child_new((const char *const *)argv->pdata, input,
                                  HC_CHILD_PLAIN, on_checked, analyst);
}

static gboolean on_time(gpointer opaque)
{
    HcAnalyst *analyst = opaque;

    analyst->timer = 0;
    start(analyst);
    return G_SOURCE_REMOVE;
}

void hc_analyst_touch(HcAnalyst *analyst, HcTouch touch, HcBoard *board)
{
    char *build = board ? build_of(analyst, board->document) : NULL;

    if (analyst->stopped) {
        g_free(build);
        return;
    }
    if (build) {
        g_free(analyst->build);
        analyst->build = build;
    } else if (touch != HC_TOUCH_CLOSE) {
        /* Not a file of any build: what runs may go on. */
        return;
    }
    if (touch == HC_TOUCH_SAVE) {
        g_hash_table_remove_all(analyst->filled);
    }
    cancel(analyst);
    analyst->timer = g_timeout_add(
        touch == HC_TOUCH_OPEN ? MIN(OPEN_DELAY, analyst->options->delay)
                               : analyst->options->delay,
        on_time, analyst);
}
