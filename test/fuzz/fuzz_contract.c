/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "memory_file.h"

#include "contract/contract.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    g_autofree char *message = NULL;
    HcContract *contract = hc_contract_load(memory_file(data, size),
                                            &message);

    if (!contract == !message || (message && strchr(message, '\n'))) {
        abort();
    }
    if (contract) {
        hc_contract_fact(contract, "g_free", HC_FACT_FREES);
        hc_contract_free(contract);
    }
    return 0;
}
