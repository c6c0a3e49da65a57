/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "memory_file.h"

#include "tree/mask.h"
#include "tree/text.h"
#include "tree/words.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = { "iothread_get_aio_context", "ab",
                                         "_x9" };
    static HcWords *words;
    /* Neither ends with a zero byte: one too far is seen. */
    g_autofree char *text = g_memdup2(data, size);
    g_autofree char *copy = g_memdup2(data, size);
    g_autofree char *ended = g_strndup((const char *)data, size);
    g_autofree char *identity = NULL;
    g_autoptr(GPtrArray) files = NULL;

    if (!words) {
        words = hc_words_new(names, G_N_ELEMENTS(names));
    }
    for (gsize at = 0; hc_words_next(words, copy, size, &at) >= 0; at++) {
    }
    hc_mask(text, size);
    hc_mask_declarations(text, size);
    identity = hc_text_identity(ended, strlen(ended), "/a.c", &files);
    return 0;
}
