/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/cache.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Old {
    char *path;
    gint64 used;
    guint64 size;
} Old;

static void old_clear(gpointer data)
{
    g_free(((Old *)data)->path);
}

static int compare_old(gconstpointer a, gconstpointer b)
{
    const Old *x = a, *y = b;

    return x->used != y->used ? (x->used < y->used ? -1 : 1)
                              : g_strcmp0(x->path, y->path);
}

static void collect(const char *folder, GArray *found)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        struct stat st;

        if (lstat(path, &st) < 0) {
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            collect(path, found);
        } else if (S_ISREG(st.st_mode)) {
            Old old = { g_steal_pointer(&path), st.st_mtime, st.st_size };

            g_array_append_val(found, old);
        }
    }
    if (dir) {
        g_dir_close(dir);
    }
}

static void evict(const char *units, guint days, guint64 bytes)
{
    g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Old));
    gint64 now = g_get_real_time() / G_USEC_PER_SEC;
    guint64 total = 0;

    g_array_set_clear_func(found, old_clear);
    collect(units, found);
    g_array_sort(found, compare_old);
    for (guint i = 0; i < found->len; i++) {
        total += g_array_index(found, Old, i).size;
    }
    for (guint i = 0; i < found->len; i++) {
        const Old *old = &g_array_index(found, Old, i);

        if (old->used + (gint64)days * 86400 >= now && total <= bytes) {
            break;
        }
        total -= old->size;
        unlink(old->path);
    }
}

void hc_cache_evict(HcCache *cache, guint days, guint64 bytes)
{
    g_autofree char *stamp = hc_cache_path(cache, "evicted");
    g_autofree char *units = hc_cache_path(cache, "units");
    struct stat st;
    int fd;

    if (!stamp ||
        (stat(stamp, &st) == 0 && st.st_size &&
         st.st_mtime + 86400 > time(NULL))) {
        return;
    }
    fd = g_open(stamp, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (fd < 0) {
        return;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        evict(units, days, bytes);
        if (ftruncate(fd, 0) == 0 && write(fd, "1\n", 2) < 0) {
            /* Then it is done again: no harm. */
        }
    }
    close(fd);
}
