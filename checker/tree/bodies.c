/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/bodies.h"
#include "summary/bodies.h"
#include "tree/strings.h"

#include <string.h>

struct HcBodies {
    GHashTable *names;
    char *folder;
    char *file;         /* with the names as they are, or NULL */
    guint n_files;
};

HcBodies *hc_bodies_new(const HcContract *contract, const char *folder)
{
    HcBodies *bodies = g_new0(HcBodies, 1);

    bodies->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                          NULL);
    bodies->folder = g_strdup(folder);
    for (char **name = contract->header_bodies; name && *name; name++) {
        g_hash_table_add(bodies->names, g_strdup(*name));
    }
    return bodies;
}

void hc_bodies_free(HcBodies *bodies)
{
    if (bodies) {
        g_hash_table_unref(bodies->names);
        g_free(bodies->folder);
        g_free(bodies->file);
        g_free(bodies);
    }
}

void hc_bodies_learn(HcBodies *bodies, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line; line++) {
        if (g_str_has_prefix(*line, HC_BODY_IS_NEEDED) &&
            g_hash_table_add(bodies->names,
                             g_strdup(*line + strlen(HC_BODY_IS_NEEDED)))) {
            g_clear_pointer(&bodies->file, g_free);
        }
    }
}

const char *hc_bodies_file(HcBodies *bodies)
{
    if (!bodies->file) {
        g_autofree char *text = hc_sorted_lines(bodies->names);
        g_autofree char *file = g_strdup_printf("%s/bodies-%u", bodies->folder,
                                                bodies->n_files++);

        if (g_file_set_contents(file, text, -1, NULL)) {
            bodies->file = g_steal_pointer(&file);
        }
    }
    return bodies->file;
}
