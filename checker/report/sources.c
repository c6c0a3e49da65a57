/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/sources.h"

#include <string.h>

typedef struct Source {
    char *text;     /* NULL: cannot be read, and not tried again */
    gsize length;
    GArray *starts; /* of gsize */
} Source;

struct HcSources {
    char *root;
    HcSourceReader reader;
    gpointer opaque;
    GHashTable *files; /* char * -> Source */
};

static void source_free(gpointer data)
{
    Source *source = data;

    g_free(source->text);
    g_array_unref(source->starts);
    g_free(source);
}

HcSources *hc_sources_new(const char *root, HcSourceReader reader,
                          gpointer opaque)
{
    HcSources *sources = g_new0(HcSources, 1);

    sources->root = g_strdup(root);
    sources->reader = reader;
    sources->opaque = opaque;
    sources->files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           source_free);
    return sources;
}

void hc_sources_free(HcSources *sources)
{
    if (sources) {
        g_hash_table_unref(sources->files);
        g_free(sources->root);
        g_free(sources);
    }
}

static char *read_from_disk(HcSources *sources, const char *file,
                            gsize *length)
{
    g_autofree char *path = NULL;
    char *text = NULL;

    if (g_path_is_absolute(file) || !sources->root) {
        path = g_strdup(file);
    } else {
        path = g_build_filename(sources->root, file, NULL);
    }
    /* A report must not hang on a fifo. */
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
        !g_file_get_contents(path, &text, length, NULL)) {
        return NULL;
    }
    return text;
}

static Source *get_source(HcSources *sources, const char *file)
{
    Source *source = g_hash_table_lookup(sources->files, file);
    const char *at, *end, *newline;
    gsize start = 0;

    if (source) {
        return source;
    }
    source = g_new0(Source, 1);
    source->starts = g_array_new(FALSE, FALSE, sizeof(gsize));
    source->text = sources->reader
        ? sources->reader(file, &source->length, sources->opaque)
        : read_from_disk(sources, file, &source->length);
    if (source->text) {
        at = source->text;
        end = at + source->length;
        while (at < end) {
            start = at - source->text;
            g_array_append_val(source->starts, start);
            newline = memchr(at, '\n', end - at);
            at = newline ? newline + 1 : end;
        }
    }
    g_hash_table_insert(sources->files, g_strdup(file), source);
    return source;
}

guint hc_sources_n_lines(HcSources *sources, const char *file)
{
    return sources && file ? get_source(sources, file)->starts->len : 0;
}

const char *hc_sources_line(HcSources *sources, const char *file, guint line,
                            gsize *length)
{
    Source *source;
    gsize start, end;

    *length = 0;
    if (line == 0 || line > hc_sources_n_lines(sources, file)) {
        return NULL;
    }
    source = get_source(sources, file);
    start = g_array_index(source->starts, gsize, line - 1);
    end = line < source->starts->len
        ? g_array_index(source->starts, gsize, line) : source->length;
    if (end > start && source->text[end - 1] == '\n') {
        end--;
    }
    if (end > start && source->text[end - 1] == '\r') {
        end--;
    }
    *length = end - start;
    return source->text + start;
}
