/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is read is a whole unit: it can be printed, paired and written. */
#include "memory_file.h"

#include "pairing/pairing.h"
#include "summary/unit.h"
#include "summary/unit_format.h"

#include <stdlib.h>

#define HEAD "{\"format\":%d,\"sha256\":\"%s\",\n"

static char *with_head(const uint8_t *data, size_t size, gsize *length)
{
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                                       data, size);
    GString *text = g_string_new(NULL);

    g_string_printf(text, HEAD, HC_UNIT_FORMAT, sum);
    g_string_append_len(text, (const char *)data, size);
    *length = text->len;
    return g_string_free(text, FALSE);
}

static void use(HcUnit *unit)
{
    g_autofree char *message = NULL;
    static HcContract *contract;
    g_autofree char *text = hc_unit_dump(unit);

    if (!contract) {
        contract = hc_contract_load(NULL, &message);
    }
    hc_pairing_free(hc_pair(contract, &unit->summary, 1, FALSE));
    hc_pairing_free(hc_pair(contract, &unit->summary, 1, TRUE));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    g_autoptr(HcUnit) unit = NULL;
    const char *path;
    gsize length;

    if (!size || data[0] == '{') {
        path = memory_file(data, size);
    } else {
        text = with_head(data + 1, size - 1, &length);
        path = memory_file(text, length);
    }
    unit = hc_unit_read(path, NULL, &error);
    if (!unit == !error || (error && strchr(error->message, '\n'))) {
        abort();
    }
    if (unit) {
        use(unit);
    }
    return 0;
}
