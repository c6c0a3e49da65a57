/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/excerpt.h"

#include "report/escape.h"

/* Lines before and behind a place. */
#define AROUND 6
/* Steps of one path that are no further apart are shown as one piece. */
#define JOINED 40
/* Bytes; what is longer is generated code, and nobody reads its end. */
#define LONGEST 400

typedef struct Run {
    guint first, last;
} Run;

typedef struct File {
    const char *name; /* the report's */
    GArray *runs;     /* of Run; sorted and merged when written */
} File;

struct HcExcerpts {
    HcSources *sources;
    GPtrArray *files;    /* File, in the order asked for */
    GHashTable *by_name; /* name -> index + 1 */
};

static void file_free(gpointer data)
{
    File *file = data;

    g_array_unref(file->runs);
    g_free(file);
}

HcExcerpts *hc_excerpts_new(HcSources *sources)
{
    HcExcerpts *excerpts = g_new0(HcExcerpts, 1);

    excerpts->sources = sources;
    excerpts->files = g_ptr_array_new_with_free_func(file_free);
    excerpts->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    return excerpts;
}

void hc_excerpts_free(HcExcerpts *excerpts)
{
    if (excerpts) {
        g_ptr_array_unref(excerpts->files);
        g_hash_table_unref(excerpts->by_name);
        g_free(excerpts);
    }
}

static guint index_of(HcExcerpts *excerpts, const char *name)
{
    guint known =
        GPOINTER_TO_UINT(g_hash_table_lookup(excerpts->by_name, name));
    File *file;

    if (known) {
        return known - 1;
    }
    file = g_new0(File, 1);
    file->name = name;
    file->runs = g_array_new(FALSE, FALSE, sizeof(Run));
    g_ptr_array_add(excerpts->files, file);
    g_hash_table_insert(excerpts->by_name, (gpointer)name,
                        GUINT_TO_POINTER(excerpts->files->len));
    return excerpts->files->len - 1;
}

static void ask(HcExcerpts *excerpts, const char *name, guint first,
                guint last)
{
    guint n_lines = hc_sources_n_lines(excerpts->sources, name);
    File *file = g_ptr_array_index(excerpts->files, index_of(excerpts, name));
    Run run = {first > AROUND ? first - AROUND : 1,
               last < n_lines - MIN(n_lines, AROUND) ? last + AROUND
                                                     : n_lines};

    if (first && run.first <= run.last) {
        g_array_append_val(file->runs, run);
    }
}

static gsize shown_length(const char *text, gsize length)
{
    if (length <= LONGEST) {
        return length;
    }
    length = LONGEST;
    while (length && ((guchar)text[length] & 0xc0) == 0x80) {
        length--;
    }
    return length;
}

/* Where byte @column of a line comes out in the page. */
static gint64 shown_offset(HcExcerpts *excerpts, const char *name, guint line,
                           guint column)
{
    g_autoptr(GString) before = g_string_new(NULL);
    gsize length;
    glong units = 0;
    const char *text =
        hc_sources_line(excerpts->sources, name, line, &length);

    if (!text || column == 0 || column - 1 > shown_length(text, length)) {
        return -1;
    }
    hc_append_visible(before, text, column - 1, TRUE);
    g_free(g_utf8_to_utf16(before->str, -1, NULL, &units, NULL));
    return units;
}

void hc_excerpts_add(HcExcerpts *excerpts, JsonBuilder *json,
                     const HcReportPlace *place)
{
    gint64 file = -1, from = -1, to = -1;

    if (place->file) {
        file = index_of(excerpts, place->file);
        ask(excerpts, place->file, place->line, place->line);
        if (excerpts->sources) {
            from = shown_offset(excerpts, place->file, place->line,
                                place->column);
        }
        if (from >= 0 && place->end_line == place->line) {
            to = shown_offset(excerpts, place->file, place->line,
                              place->end_column);
        }
    }
    json_builder_begin_array(json);
    json_builder_add_int_value(json, file);
    json_builder_add_int_value(json, place->line);
    json_builder_add_int_value(json, place->column);
    json_builder_add_int_value(json, from);
    json_builder_add_int_value(json, to);
    json_builder_end_array(json);
}

void hc_excerpts_join(HcExcerpts *excerpts, const HcReportPlace *a,
                      const HcReportPlace *b)
{
    guint first = MIN(a->line, b->line), last = MAX(a->line, b->line);

    if (a->file && g_strcmp0(a->file, b->file) == 0 &&
        last - first <= JOINED) {
        ask(excerpts, a->file, first, last);
    }
}

static int compare_runs(gconstpointer left, gconstpointer right)
{
    const Run *a = left, *b = right;

    return a->first != b->first ? (a->first > b->first ? 1 : -1)
                                : (a->last > b->last) - (a->last < b->last);
}

static void write_run(HcExcerpts *excerpts, JsonBuilder *json,
                      const char *name, const Run *run)
{
    guint line;

    json_builder_begin_array(json);
    json_builder_add_int_value(json, run->first);
    json_builder_begin_array(json);
    for (line = run->first; line <= run->last; line++) {
        gsize length;
        const char *text =
            hc_sources_line(excerpts->sources, name, line, &length);
        gsize shown = shown_length(text, length);

        if (shown < length) {
            g_autofree char *cut = g_strndup(text, shown);
            g_autofree char *marked = g_strconcat(cut, "\xe2\x80\xa6", NULL);

            hc_json_add_visible(json, marked, -1);
        } else {
            hc_json_add_visible(json, text, length);
        }
    }
    json_builder_end_array(json);
    json_builder_end_array(json);
}

static void write_file(HcExcerpts *excerpts, JsonBuilder *json, File *file)
{
    guint i, n = file->runs->len;
    Run *runs = (Run *)file->runs->data;
    Run open = {0, 0};

    json_builder_begin_object(json);
    hc_json_visible(json, "name", file->name);
    hc_json_array(json, "runs");
    g_array_sort(file->runs, compare_runs);
    for (i = 0; i < n; i++) {
        if (open.first && runs[i].first <= open.last + 1) {
            open.last = MAX(open.last, runs[i].last);
            continue;
        }
        if (open.first) {
            write_run(excerpts, json, file->name, &open);
        }
        open = runs[i];
    }
    if (open.first) {
        write_run(excerpts, json, file->name, &open);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
}

void hc_excerpts_write(HcExcerpts *excerpts, JsonBuilder *json)
{
    guint i;

    hc_json_array(json, "files");
    for (i = 0; i < excerpts->files->len; i++) {
        write_file(excerpts, json, g_ptr_array_index(excerpts->files, i));
    }
    json_builder_end_array(json);
}
