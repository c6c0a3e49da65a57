/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file without a disk, for readers that want a name. */
#ifndef TEST_FUZZ_MEMORY_FILE_H
#define TEST_FUZZ_MEMORY_FILE_H

#include <glib.h>
#include <stdint.h>

/* The name of a file with this content, until the next call. */
const char *memory_file(const void *data, gsize size);

/* A folder in which @name is that file. */
const char *memory_folder(const char *name);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
