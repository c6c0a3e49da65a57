/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a file to a contract, or to one line that says what is wrong. */
#include "contract/parse.h"
#include "contract/reader.h"

#include <string.h>

#define BUILT_IN "built-in contract"

/*
 * 'SOURCE:LINE: key "KEY": WHAT', always one line, whatever bytes the parts
 * hold.  @line 0 and an empty or no @key are left out.
 */
static char *compose(const char *source, int line, const char *key,
                     const char *what)
{
    GString *text = g_string_new(source);
    g_autofree char *valid = NULL;

    if (line) {
        g_string_append_printf(text, ":%d", line);
    }
    g_string_append(text, ": ");
    if (key && *key) {
        g_string_append_printf(text, "key \"%s\": ", key);
    }
    g_string_append(text, what);

    valid = g_utf8_make_valid(text->str, text->len);
    g_string_truncate(text, 0);
    for (const char *at = valid; *at; at++) {
        if (g_ascii_iscntrl(*at)) {
            g_string_append_printf(text, "\\x%02x", (unsigned)*at);
        } else {
            g_string_append_c(text, *at);
        }
    }
    return g_string_free(text, FALSE);
}

/* The scanner that knows the line is gone once the parser returns. */
static void note_line(JsonParser *parser, const GError *error G_GNUC_UNUSED,
                      gpointer line)
{
    *(int *)line = json_parser_get_current_line(parser);
}

/* json-glib's own message, without the place it starts with. */
static char *parse_error(const GError *error)
{
    const char *text = error->message;
    const char *skip = strstr(text, "Parse error: ");

    return g_strdup_printf("not JSON: %s",
                           skip ? skip + strlen("Parse error: ") : text);
}

static gboolean parse(HcContract *contract, const char *text, gsize length,
                      char **message)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *what = NULL;
    Reader reader = {contract, NULL, NULL};
    int line = 1;

    what = hc_json_check(text, length, &line);
    if (!what) {
        g_signal_connect(parser, "error", G_CALLBACK(note_line), &line);
        if (!json_parser_load_from_data(parser, text, length, &error)) {
            what = parse_error(error);
        }
    }
    if (what) {
        *message = compose(contract->source, MAX(line, 1), NULL, what);
        return FALSE;
    }
    hc_read_contract(&reader, json_parser_get_root(parser));
    if (reader.what) {
        line = hc_json_line(text, length, reader.key);
        *message = compose(contract->source, line, reader.key, reader.what);
        g_free(reader.key);
        g_free(reader.what);
        return FALSE;
    }
    return TRUE;
}

/* GLib's message repeats the file name; the reason stands at its end. */
static char *unreadable(const char *source, const char *message)
{
    const char *colon = g_strrstr(message, ": ");
    g_autofree char *what =
        g_strdup_printf("cannot be read: %s", colon ? colon + 2 : message);

    return compose(source, 0, NULL, what);
}

HcContract *hc_contract_load(const char *path, char **message)
{
    g_autofree char *shown = NULL;
    g_autofree char *read = NULL;
    g_autofree char *problem = NULL;
    g_autoptr(GError) error = NULL;
    const char *text = hc_default_contract;
    gsize length = strlen(text);
    HcContract *contract = NULL;

    if (path) {
        shown = g_filename_display_name(path);
        if (g_file_get_contents(path, &read, &length, &error)) {
            text = read;
        } else {
            problem = unreadable(shown, error->message);
        }
    }
    if (!problem) {
        contract = hc_contract_new(path ? shown : BUILT_IN);
        if (parse(contract, text, length, &problem)) {
            hc_contract_index(contract);
        } else {
            g_clear_pointer(&contract, hc_contract_free);
        }
    }
    if (message) {
        *message = g_steal_pointer(&problem);
    }
    return contract;
}
