/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For nftw(). */
#define _GNU_SOURCE
#include "tree/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PREFIX "holdcheck-"
#define LOCK "holdcheck.lock"
#define NEW_LOCK LOCK ".new"

static int remove_one(const char *path, const struct stat *st, int kind,
                      struct FTW *where)
{
    if (kind == FTW_DP) {
        rmdir(path);
    } else if (where->level != 1 || strcmp(path + where->base, LOCK) != 0) {
        unlink(path);
    }
    return 0;
}

/* Links are not followed, other file systems not entered.  The lock goes last:
 * if this is cut short the next one goes on. */
static void remove_all(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, LOCK, NULL);

    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
    unlink(path);
    rmdir(folder);
}

/* Under its name it is locked from the first moment.  Where no lock can be had
 * there is none, and the folder is never swept. */
static int lock(const char *folder)
{
    g_autofree char *new = g_build_filename(folder, NEW_LOCK, NULL);
    g_autofree char *path = g_build_filename(folder, LOCK, NULL);
    int fd = g_open(new, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0 && (flock(fd, LOCK_EX | LOCK_NB) < 0 ||
                    g_rename(new, path) < 0)) {
        close(fd);
        fd = -1;
    }
    return fd;
}

static gboolean is_ours(const char *folder)
{
    struct stat st;

    return lstat(folder, &st) == 0 && S_ISDIR(st.st_mode) &&
           st.st_uid == geteuid() && !(st.st_mode & 077);
}

static void sweep_one(const char *folder)
{
    g_autofree char *path = g_build_filename(folder, LOCK, NULL);
    int fd;

    if (!is_ours(folder)) {
        return;
    }
    fd = g_open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0);
    if (fd < 0) {
        return;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
        remove_all(folder);
    }
    close(fd);
}

void hc_scratch_sweep(void)
{
    GDir *dir = g_dir_open(g_get_tmp_dir(), 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        if (g_str_has_prefix(name, PREFIX)) {
            g_autofree char *folder = g_build_filename(g_get_tmp_dir(), name,
                                                       NULL);

            sweep_one(folder);
        }
    }
    if (dir) {
        g_dir_close(dir);
    }
}

HcScratch *hc_scratch_new(const char *unwanted, GError **error)
{
    static gboolean swept;
    g_autofree char *folder = NULL;
    HcScratch *scratch;

    if (!swept) {
        swept = TRUE;
        hc_scratch_sweep();
    }
    folder = g_dir_make_tmp(PREFIX "XXXXXX", error);
    if (folder && unwanted && strpbrk(folder, unwanted)) {
        g_rmdir(folder);
        g_free(folder);
        folder = g_mkdtemp(g_strdup("/tmp/" PREFIX "XXXXXX"));
        if (!folder) {
            g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(errno),
                        "/tmp: %s", g_strerror(errno));
        }
    }
    if (!folder) {
        return NULL;
    }
    scratch = g_new0(HcScratch, 1);
    scratch->lock = lock(folder);
    scratch->folder = g_steal_pointer(&folder);
    return scratch;
}

void hc_scratch_free(HcScratch *scratch)
{
    if (!scratch) {
        return;
    }
    remove_all(scratch->folder);
    if (scratch->lock >= 0) {
        close(scratch->lock);
    }
    g_free(scratch->folder);
    g_free(scratch);
}
