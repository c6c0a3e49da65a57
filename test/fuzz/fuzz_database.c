/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "memory_file.h"

#include "tree/database.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *folder = memory_folder("compile_commands.json");
    g_autoptr(GError) error = NULL;
    g_autoptr(HcDatabase) database = NULL;

    memory_file(data, size);
    database = hc_database_load(folder, &error);
    if (!database == !error) {
        abort();
    }
    for (guint i = 0; database && i < database->entries->len; i++) {
        HcEntry *entry = database->entries->pdata[i];
        g_autoptr(GError) wrong = NULL;

        if (!g_path_is_absolute(entry->directory) ||
            !g_path_is_absolute(entry->file)) {
            abort();
        }
        if (!hc_entry_flags(entry, &wrong) == !wrong) {
            abort();
        }
    }
    return 0;
}
