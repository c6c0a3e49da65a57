/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/overlay.h"
#include "tree/scratch.h"

#include <json-glib/json-glib.h>

typedef struct Row {
    char *path;
    char *real;     /* NULL: no such file */
} Row;

struct HcOverlay {
    HcScratch *scratch;
    char *file;     /* NULL: not written yet */
    GPtrArray *rows;      /* Row, in the order added */
    GHashTable *by_path;  /* path -> Row, borrowed */
};

static void row_free(Row *row)
{
    g_free(row->real);
    g_free(row->path);
    g_free(row);
}

HcOverlay *hc_overlay_new(GError **error)
{
    g_autoptr(HcOverlay) overlay = g_new0(HcOverlay, 1);

    overlay->rows = g_ptr_array_new_with_free_func((GDestroyNotify)row_free);
    overlay->by_path = g_hash_table_new(g_str_hash, g_str_equal);
    overlay->scratch = hc_scratch_new(NULL, error);
    return overlay->scratch ? g_steal_pointer(&overlay) : NULL;
}

void hc_overlay_free(HcOverlay *overlay)
{
    if (!overlay) {
        return;
    }
    g_hash_table_unref(overlay->by_path);
    g_ptr_array_unref(overlay->rows);
    hc_scratch_free(overlay->scratch);
    g_free(overlay->file);
    g_free(overlay);
}

gboolean hc_overlay_add(HcOverlay *overlay, const char *path, GBytes *content,
                        GError **error)
{
    g_autofree char *real = NULL;
    Row *row;

    if (content) {
        gsize size;
        const char *data = g_bytes_get_data(content, &size);

        real = g_strdup_printf("%s/%u", overlay->scratch->folder,
                               overlay->rows->len);
        if (!g_file_set_contents(real, data ? data : "", size, error)) {
            return FALSE;
        }
    }
    row = g_new0(Row, 1);
    row->path = g_strdup(path);
    row->real = g_steal_pointer(&real);
    g_ptr_array_add(overlay->rows, row);
    g_hash_table_insert(overlay->by_path, row->path, row);
    return TRUE;
}

guint hc_overlay_size(const HcOverlay *overlay)
{
    return overlay->rows->len;
}

gboolean hc_overlay_find(const HcOverlay *overlay, const char *path,
                         const char **real)
{
    const Row *row = g_hash_table_lookup(overlay->by_path, path);

    if (row && real) {
        *real = row->real;
    }
    return row != NULL;
}

static void add_member(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_string_value(json, value);
}

/* JSON is YAML. */
static char *overlay_text(const HcOverlay *overlay)
{
    g_autoptr(JsonBuilder) json = json_builder_new();
    g_autoptr(JsonGenerator) generator = json_generator_new();
    g_autoptr(JsonNode) root = NULL;

    json_builder_begin_object(json);
    json_builder_set_member_name(json, "version");
    json_builder_add_int_value(json, 0);
    add_member(json, "use-external-names", "false");
    json_builder_set_member_name(json, "roots");
    json_builder_begin_array(json);
    for (guint i = 0; i < overlay->rows->len; i++) {
        const Row *row = overlay->rows->pdata[i];

        if (!row->real) {
            continue;
        }
        json_builder_begin_object(json);
        add_member(json, "type", "file");
        add_member(json, "name", row->path);
        add_member(json, "external-contents", row->real);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
    json_builder_end_object(json);
    root = json_builder_get_root(json);
    json_generator_set_root(generator, root);
    return json_generator_to_data(generator, NULL);
}

const char *hc_overlay_file(HcOverlay *overlay, GError **error)
{
    g_autofree char *text = NULL;
    g_autofree char *file = NULL;

    if (overlay->file || !overlay->rows->len) {
        return overlay->file;
    }
    text = overlay_text(overlay);
    file = g_build_filename(overlay->scratch->folder, "overlay.yaml", NULL);
    if (!g_file_set_contents(file, text, -1, error)) {
        return NULL;
    }
    overlay->file = g_steal_pointer(&file);
    return overlay->file;
}

void hc_overlay_apply(const HcOverlay *overlay, HcFiles *files)
{
    for (guint i = 0; i < overlay->rows->len; i++) {
        const Row *row = overlay->rows->pdata[i];

        hc_files_overlay(files, row->path, row->real);
    }
}
