/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/database.h"
#include "contract/json.h"
#include "summary/summary.h"
#include "tree/flags.h"
#include "tree/strings.h"

#include <json-glib/json-glib.h>

/* JSON is UTF-8, file names are not.  Such bytes go through the parser as
 * characters that nobody uses, of the last private plane. */
#define STRAY 0x10FE00

static char *hide_bytes(const char *text, gsize length, gsize *out_length)
{
    GString *out = g_string_sized_new(length + 64);
    const char *end = text + length;

    while (text < end) {
        const char *bad;

        g_utf8_validate_len(text, end - text, &bad);
        g_string_append_len(out, text, bad - text);
        if (bad < end) {
            g_string_append_unichar(out, STRAY + (guint8)*bad++);
        }
        text = bad;
    }
    *out_length = out->len;
    return g_string_free(out, FALSE);
}

/* (transfer full) */
static char *show_bytes(const char *text)
{
    GString *out;

    /* All of STRAY's characters begin with these. */
    if (!strstr(text, "\xf4\x8f\xb8") && !strstr(text, "\xf4\x8f\xb9") &&
        !strstr(text, "\xf4\x8f\xba") && !strstr(text, "\xf4\x8f\xbb")) {
        return g_strdup(text);
    }
    out = g_string_new(NULL);
    for (; *text; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);

        if (c >= STRAY && c < STRAY + 256) {
            g_string_append_c(out, c - STRAY);
        } else {
            g_string_append_unichar(out, c);
        }
    }
    return g_string_free(out, FALSE);
}

static void entry_free(gpointer data)
{
    HcEntry *entry = data;

    g_free(entry->directory);
    g_free(entry->source);
    g_free(entry->file);
    g_free(entry->target);
    g_free(entry->command);
    g_strfreev(entry->arguments);
    g_strfreev(entry->flags);
    g_free(entry);
}

static HcDatabase *database_new(void)
{
    HcDatabase *database = g_new0(HcDatabase, 1);

    database->entries = g_ptr_array_new_with_free_func(entry_free);
    database->problems = g_ptr_array_new_with_free_func(g_free);
    return database;
}

void hc_database_free(HcDatabase *database)
{
    if (database) {
        g_free(database->path);
        g_ptr_array_unref(database->entries);
        g_ptr_array_unref(database->problems);
        g_free(database);
    }
}

static const char *text_member(JsonObject *row, const char *name)
{
    JsonNode *node = json_object_get_member(row, name);

    return node && json_node_get_value_type(node) == G_TYPE_STRING
        ? json_node_get_string(node) : NULL;
}

/* Meson has a folder NAME.p for the objects of each NAME it links; QEMU calls
 * libraries that are always linked as a whole .fa.  (transfer full) */
static char *target_of(const char *output)
{
    const char *end = output ? g_strrstr(output, ".p/") : NULL;
    g_autofree char *name = end ? g_strndup(output, end - output) : NULL;
    HcTarget kind = HC_TARGET_PROGRAM;

    if (!name || !*name) {
        return NULL;
    }
    if (g_str_has_suffix(name, ".a")) {
        kind = HC_TARGET_ARCHIVE;
    } else if (g_str_has_suffix(name, ".fa") ||
               g_str_has_suffix(name, ".so")) {
        kind = HC_TARGET_LIBRARY;
    }
    return g_strdup_printf("%c%s", kind, name);
}

/* NULL: no list of texts. */
static char **arguments_member(JsonObject *row)
{
    JsonNode *node = json_object_get_member(row, "arguments");
    g_autoptr(GPtrArray) words = NULL;
    JsonArray *array;

    if (!node || !JSON_NODE_HOLDS_ARRAY(node)) {
        return NULL;
    }
    array = json_node_get_array(node);
    words = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < json_array_get_length(array); i++) {
        JsonNode *word = json_array_get_element(array, i);

        if (json_node_get_value_type(word) != G_TYPE_STRING) {
            return NULL;
        }
        g_ptr_array_add(words, show_bytes(json_node_get_string(word)));
    }
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_steal(words, NULL);
}

/* What is wrong with the row, or NULL. */
static const char *add_row(HcDatabase *database, const char *base,
                           JsonNode *node)
{
    JsonObject *row;
    const char *directory, *file, *command;
    HcEntry *entry;

    if (!JSON_NODE_HOLDS_OBJECT(node)) {
        return "is no object";
    }
    row = json_node_get_object(node);
    directory = text_member(row, "directory");
    file = text_member(row, "file");
    command = text_member(row, "command");
    if (!directory) {
        return "has no \"directory\"";
    }
    if (!file || !*file) {
        return "has no \"file\"";
    }
    if (!command && !json_object_has_member(row, "arguments")) {
        return "has no \"command\" and no \"arguments\"";
    }
    if (!g_str_has_suffix(file, ".c")) {
        return NULL;
    }
    entry = g_new0(HcEntry, 1);
    g_ptr_array_add(database->entries, entry);
    entry->arguments = arguments_member(row);
    if (!entry->arguments) {
        if (!command) {
            g_ptr_array_set_size(database->entries,
                                 database->entries->len - 1);
            return "has \"arguments\" that are no list of texts";
        }
        entry->command = show_bytes(command);
        database->has_files |= strstr(command, " @") != NULL;
    }
    for (char **word = entry->arguments; word && *word; word++) {
        database->has_files |= **word == '@';
    }
    entry->directory = show_bytes(directory);
    if (!g_path_is_absolute(entry->directory)) {
        g_autofree char *relative = entry->directory;

        entry->directory = g_canonicalize_filename(relative, base);
    }
    entry->source = show_bytes(file);
    entry->target = target_of(text_member(row, "output"));
    entry->file = g_canonicalize_filename(entry->source, entry->directory);
    return NULL;
}

/* Stable: g_ptr_array_sort() keeps the order of equals. */
static int compare_entries(gconstpointer a, gconstpointer b)
{
    const HcEntry *x = *(HcEntry *const *)a;
    const HcEntry *y = *(HcEntry *const *)b;

    return strcmp(x->file, y->file);
}

static void add_rows(HcDatabase *database, const char *base, JsonArray *rows)
{
    for (guint i = 0; i < json_array_get_length(rows); i++) {
        const char *wrong = add_row(database, base,
                                    json_array_get_element(rows, i));

        if (wrong) {
            g_ptr_array_add(database->problems,
                            g_strdup_printf("%s: entry %u %s",
                                            database->path, i + 1, wrong));
        }
    }
    g_ptr_array_sort(database->entries, compare_entries);
}

HcDatabase *hc_database_load(const char *build, GError **error)
{
    g_autoptr(HcDatabase) database = database_new();
    g_autoptr(JsonParser) parser = json_parser_new_immutable();
    g_autoptr(GError) wrong = NULL;
    g_autofree char *data = NULL;
    g_autofree char *base = g_canonicalize_filename(build, NULL);
    g_autofree char *what = NULL;
    int line = 1;
    gsize length;
    JsonNode *root;

    database->path = g_build_filename(base, "compile_commands.json", NULL);
    if (!g_file_get_contents(database->path, &data, &length, &wrong)) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "no compile database: %s; configure the tree first, or "
                    "name its build directory with -p", wrong->message);
        return NULL;
    }
    if (!g_utf8_validate_len(data, length, NULL)) {
        g_autofree char *bytes = data;

        data = hide_bytes(bytes, length, &length);
    }
    what = hc_json_check(data, length, &line);
    if (what) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "%s is broken: line %d: %s", database->path, line, what);
        return NULL;
    }
    if (!json_parser_load_from_data(parser, data, length, &wrong)) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "%s is broken: %s", database->path, wrong->message);
        return NULL;
    }
    root = json_parser_get_root(parser);
    if (!root || !JSON_NODE_HOLDS_ARRAY(root)) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "%s is broken: it is no list", database->path);
        return NULL;
    }
    add_rows(database, base, json_node_get_array(root));
    return g_steal_pointer(&database);
}

HcDatabase *hc_database_new(const char *directory, const char *const *files,
                            const char *const *flags)
{
    HcDatabase *database = database_new();

    for (; *files; files++) {
        HcEntry *entry = g_new0(HcEntry, 1);

        entry->directory = g_strdup(directory);
        entry->source = g_strdup(*files);
        entry->file = g_canonicalize_filename(*files, directory);
        entry->flags = g_strdupv((char **)flags);
        g_ptr_array_add(database->entries, entry);
    }
    g_ptr_array_sort(database->entries, compare_entries);
    return database;
}

/* As a shell would: g_shell_parse_argv() takes a third of all that is done for
 * a database of 2000 commands, and few of these quote anything. */
static char **words_of(const char *command, GError **error)
{
    char **words = NULL;
    guint n = 0;

    if (strpbrk(command, "\"'\\#\n")) {
        g_shell_parse_argv(command, NULL, &words, error);
        return words;
    }
    words = g_strsplit_set(command, " \t", -1);
    for (char **word = words; *word; word++) {
        if (**word) {
            words[n++] = *word;
        } else {
            g_free(*word);
        }
    }
    words[n] = NULL;
    if (!n) {
        /* It says what is wrong with that. */
        g_clear_pointer(&words, g_strfreev);
        g_shell_parse_argv(command, NULL, &words, error);
    }
    return words;
}

const char *const *hc_entry_flags(HcEntry *entry, GError **error)
{
    if (!entry->flags) {
        g_auto(GStrv) words = NULL;
        g_autoptr(GError) wrong = NULL;

        if (!entry->arguments &&
            !(words = words_of(entry->command, &wrong))) {
            g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                        "compile command is broken: %s", wrong->message);
            return NULL;
        }
        entry->flags = hc_flags_of_command(entry, words ? words
                                                        : entry->arguments);
    }
    return (const char *const *)entry->flags;
}

char *hc_database_compiler(const HcDatabase *database)
{
    for (guint i = 0; i < database->entries->len; i++) {
        const HcEntry *entry = database->entries->pdata[i];
        g_auto(GStrv) words = NULL;
        char **word = entry->arguments;

        if (!word && entry->command) {
            word = words = words_of(entry->command, NULL);
        }
        word = word ? hc_compiler_of_command(word) : NULL;
        if (word && *word) {
            return g_strdup(*word);
        }
    }
    return NULL;
}
