/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "memory_file.h"

#include "cmd/baseline.h"

#include <stdlib.h>

static void load(const char *path, gboolean strict)
{
    g_autoptr(GError) error = NULL;
    HcBaseline *baseline = hc_baseline_load(path, strict, &error);

    if (!baseline == !error) {
        abort();
    }
    hc_baseline_free(baseline);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *path = memory_file(data, size);

    load(path, TRUE);
    load(path, FALSE);
    return 0;
}
