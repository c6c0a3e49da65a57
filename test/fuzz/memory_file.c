/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE
#include "memory_file.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static int descriptor = -1;
static char path[64];
static char folder[64];
static char link_path[128];

const char *memory_file(const void *data, gsize size)
{
    if (descriptor < 0) {
        descriptor = memfd_create("fuzz", MFD_CLOEXEC);
        g_snprintf(path, sizeof(path), "/proc/self/fd/%d", descriptor);
    }
    if (descriptor < 0 || ftruncate(descriptor, 0) ||
        pwrite(descriptor, data, size, 0) != (gssize)size) {
        abort();
    }
    return path;
}

static void remove_folder(void)
{
    g_unlink(link_path);
    g_rmdir(folder);
}

const char *memory_folder(const char *name)
{
    if (!*folder) {
        memory_file("", 0);
        g_snprintf(folder, sizeof(folder), "/tmp/holdcheck-fuzz-XXXXXX");
        if (!g_mkdtemp(folder)) {
            abort();
        }
        g_snprintf(link_path, sizeof(link_path), "%s/%s", folder, name);
        if (symlink(path, link_path)) {
            abort();
        }
        atexit(remove_folder);
    }
    return folder;
}
