/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/change.h"
#include "tree/diff.h"
#include "tree/strings.h"

/* Contents that go into overlays, to be asked for all together. */
typedef struct Jobs {
    GPtrArray *ids;    /* char *, borrowed */
    GPtrArray *paths;  /* char * */
    GPtrArray *into;   /* HcOverlay */
    GHashTable *then, *now; /* sets of paths: done or in the list */
} Jobs;

static void jobs_clear(Jobs *jobs)
{
    g_hash_table_unref(jobs->then);
    g_hash_table_unref(jobs->now);
    g_ptr_array_unref(jobs->ids);
    g_ptr_array_unref(jobs->paths);
    g_ptr_array_unref(jobs->into);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Jobs, jobs_clear)

void hc_change_free(HcChange *change)
{
    if (change) {
        g_free(change->commit);
        g_free(change->top);
        hc_overlay_free(change->then);
        hc_overlay_free(change->now);
        g_ptr_array_unref(change->notes);
        g_clear_pointer(&change->rows, g_ptr_array_unref);
        g_clear_pointer(&change->loose, g_ptr_array_unref);
        g_hash_table_unref(change->by_path);
        g_hash_table_unref(change->hunks);
        hc_git_free(change->git);
        g_free(change);
    }
}

static HcChange *change_new(const HcGit *git)
{
    HcChange *change = g_new0(HcChange, 1);

    change->asked = git;
    change->notes = g_ptr_array_new_with_free_func(g_free);
    change->by_path = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                            NULL);
    change->hunks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify)g_array_unref);
    return change;
}

static gboolean set_commit(HcChange *change, const char *revision,
                           GError **error)
{
    g_autofree char *wanted = g_strdup_printf("%s^{commit}", revision);
    const char *verify[] = { "rev-parse", "--verify", "--quiet",
                             "--end-of-options", wanted, NULL };

    change->commit = hc_git_line(change->asked, verify);
    if (!change->commit) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "git knows no commit %s", revision);
    }
    return change->commit != NULL;
}

/* Files that git does not know. */
static gboolean add_others(HcChange *change, GError **error)
{
    static const char *const argv[] = { "ls-files", "--others",
                                        "--exclude-standard", "-z", NULL };
    g_autoptr(GBytes) list = hc_git_run(change->asked, argv, NULL, error);
    const char *name, *end;
    gsize length;

    if (!list) {
        return FALSE;
    }
    name = g_bytes_get_data(list, &length);
    end = name ? name + length : NULL;
    for (; name < end; name += strlen(name) + 1) {
        if (hc_diff_is_code(name)) {
            g_ptr_array_add(change->rows, hc_diff_row_new(name));
        }
    }
    return TRUE;
}

HcChange *hc_change_new(const char *directory, const char *revision,
                        GError **error)
{
    g_autoptr(HcGit) git = hc_git_open(directory, NULL);
    g_autoptr(HcChange) change = git ? change_new(git) : NULL;
    const char *argv[] = { "diff", "--raw", "-z", "--no-abbrev", "-M",
                           "--no-relative", "--no-ext-diff", "--no-textconv",
                           "--ignore-submodules=all", NULL, "--", NULL };

    if (!change) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "--since needs git and a work tree; %s is none",
                    directory);
        return NULL;
    }
    change->git = g_steal_pointer(&git);
    if (!set_commit(change, revision, error)) {
        return NULL;
    }
    argv[9] = change->commit;
    change->rows = hc_diff(change->asked, argv, error);
    if (!change->rows || !add_others(change, error) ||
        !hc_change_place(change, directory, error)) {
        return NULL;
    }
    return g_steal_pointer(&change);
}

/* The hash of nothing, whatever hash the repository uses. */
static char *empty_tree(const HcGit *git)
{
    static const char *const argv[] = { "hash-object", "-t", "tree",
                                        "--stdin", NULL };
    g_autoptr(GBytes) nothing = g_bytes_new(NULL, 0);
    g_autoptr(GBytes) out = hc_git_run(git, argv, nothing, NULL);
    gsize length = 0;
    const char *text = out ? g_bytes_get_data(out, &length) : NULL;

    return text ? g_strchomp(g_strndup(text, length)) : NULL;
}

static gboolean list_staged(HcChange *change, const char *tree,
                            GError **error)
{
    const char *argv[] = { "diff-index", "--cached", "--raw", "-z",
                           "--no-abbrev", "-M", "--no-ext-diff",
                           "--ignore-submodules=all",
                           "--ita-invisible-in-index", tree, "--", NULL };

    change->rows = hc_diff(change->asked, argv, error);
    for (guint i = 0; change->rows && i < change->rows->len; i++) {
        const HcDiffRow *row = change->rows->pdata[i];

        if (row->status == 'U') {
            g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                        "%s is not merged yet", row->name);
            return FALSE;
        }
    }
    return change->rows != NULL;
}

HcChange *hc_change_staged(const HcGit *git, const char *revision,
                           GError **error)
{
    g_autoptr(HcChange) change = change_new(git);
    g_autoptr(GError) wrong = NULL;

    change->staged = TRUE;
    if (revision) {
        return set_commit(change, revision, error) &&
               list_staged(change, change->commit, error)
            ? g_steal_pointer(&change) : NULL;
    }
    change->commit = g_strdup("HEAD");
    if (list_staged(change, "HEAD", &wrong)) {
        return g_steal_pointer(&change);
    }
    g_clear_pointer(&change->commit, g_free);
    if (!change->rows && !set_commit(change, "HEAD", NULL)) {
        g_autofree char *nothing = empty_tree(git);

        if (nothing && list_staged(change, nothing, NULL)) {
            return g_steal_pointer(&change);
        }
    }
    g_propagate_error(error, g_steal_pointer(&wrong));
    return NULL;
}

char *hc_change_path(const HcChange *change, const char *name)
{
    return g_build_filename(change->top, name, NULL);
}

static gboolean is_utf8(HcChange *change, const char *name)
{
    g_autofree char *note = NULL;

    if (g_utf8_validate(name, -1, NULL)) {
        return TRUE;
    }
    note = g_strdup_printf("%s: taken as it is %s, its name is not UTF-8",
                           name, change->staged ? "on disk" : "now");
    if (!g_ptr_array_find_with_equal_func(change->notes, note, g_str_equal,
                                          NULL)) {
        g_ptr_array_add(change->notes, g_steal_pointer(&note));
    }
    return FALSE;
}

/* The content of @name in @overlay, which comes first. */
static gboolean want(const HcChange *change, Jobs *jobs, HcOverlay *overlay,
                     const char *name, const char *id, GError **error)
{
    g_autofree char *path = hc_change_path(change, name);
    GHashTable *seen = overlay == change->now ? jobs->now : jobs->then;

    if (!g_hash_table_add(seen, g_strdup(path))) {
        return TRUE;
    }
    if (!id) {
        return hc_overlay_add(overlay, path, NULL, error);
    }
    g_ptr_array_add(jobs->ids, (gpointer)id);
    g_ptr_array_add(jobs->paths, g_steal_pointer(&path));
    g_ptr_array_add(jobs->into, overlay);
    return TRUE;
}

/* What is on disk anyway needs no overlay. */
static gboolean is_on_disk(const char *path, GBytes *content)
{
    g_autofree char *data = NULL;
    g_autoptr(GBytes) disk = NULL;
    gsize length;

    /* Not a pipe, which nobody may ever write to. */
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
        !g_file_get_contents(path, &data, &length, NULL)) {
        return FALSE;
    }
    disk = g_bytes_new_take(g_steal_pointer(&data), length);
    return g_bytes_equal(disk, content);
}

typedef struct Fill {
    HcChange *change;
    Jobs *jobs;
} Fill;

static gboolean fill(guint index, GBytes *content, gpointer opaque,
                     GError **error)
{
    Fill *fill = opaque;
    HcOverlay *into = fill->jobs->into->pdata[index];
    const char *path = fill->jobs->paths->pdata[index];

    return (into == fill->change->now && is_on_disk(path, content)) ||
           hc_overlay_add(into, path, content, error);
}

static gboolean want_rows(HcChange *change, Jobs *jobs, GError **error)
{
    for (guint i = 0; i < change->rows->len; i++) {
        HcDiffRow *row = change->rows->pdata[i];

        if (!is_utf8(change, row->name)) {
            continue;
        }
        g_hash_table_replace(change->by_path,
                             hc_change_path(change, row->name), row);
        if (!want(change, jobs, change->then, row->name, row->old_id,
                  error) ||
            (change->staged && (row->new_id || row->status == 'D') &&
             !want(change, jobs, change->now, row->name, row->new_id,
                   error))) {
            return FALSE;
        }
        if (row->old_name && g_utf8_validate(row->old_name, -1, NULL) &&
            (!want(change, jobs, change->then, row->old_name, row->old_id,
                   error) ||
             (change->staged && row->status == 'R' &&
              !want(change, jobs, change->now, row->old_name, NULL,
                    error)))) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Not on disk as in the index, and so neither then nor now. */
static gboolean want_loose(HcChange *change, Jobs *jobs, GError **error)
{
    static const char *const argv[] = {
        "diff-files", "--raw", "-z", "--no-abbrev", "--no-ext-diff",
        "--ignore-submodules=all", "--ita-invisible-in-index", NULL
    };

    if (!change->loose) {
        change->loose = hc_diff(change->asked, argv, error);
    }
    for (guint i = 0; change->loose && i < change->loose->len; i++) {
        const HcDiffRow *row = change->loose->pdata[i];

        /* A link in the index is left as it is; see blob_of(). */
        if ((row->old_id || row->status == 'A') &&
            is_utf8(change, row->name) &&
            (!want(change, jobs, change->now, row->name, row->old_id,
                   error) ||
             !want(change, jobs, change->then, row->name, row->old_id,
                   error))) {
            return FALSE;
        }
    }
    return change->loose != NULL;
}

gboolean hc_change_place(HcChange *change, const char *directory,
                         GError **error)
{
    g_auto(Jobs) jobs = {
        .ids = g_ptr_array_new(),
        .paths = g_ptr_array_new_with_free_func(g_free),
        .into = g_ptr_array_new(),
        .then = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .now = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    Fill fill_data = { change, &jobs };

    g_free(change->top);
    g_clear_pointer(&change->then, hc_overlay_free);
    g_clear_pointer(&change->now, hc_overlay_free);
    g_ptr_array_set_size(change->notes, 0);
    g_hash_table_remove_all(change->by_path);
    g_hash_table_remove_all(change->hunks);
    change->top = hc_git_top_as(change->asked, directory);
    if (!change->top) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "%s is not of the work tree %s", directory,
                    change->asked->top);
        return FALSE;
    }
    change->then = hc_overlay_new(error);
    change->now = change->then ? hc_overlay_new(error) : NULL;
    return change->now && want_rows(change, &jobs, error) &&
           (!change->staged || want_loose(change, &jobs, error)) &&
           hc_git_blobs(change->asked, jobs.ids, fill, &fill_data, error);
}

static GArray *hunks_of(HcChange *change, const char *path,
                        const HcDiffRow *row)
{
    GArray *hunks = g_hash_table_lookup(change->hunks, path);

    if (!hunks) {
        hunks = hc_diff_hunks(change->asked, row);
        g_hash_table_insert(change->hunks, g_strdup(path), hunks);
    }
    return hunks;
}

gboolean hc_change_touches(HcChange *change, const char *path, guint line)
{
    const HcDiffRow *row = g_hash_table_lookup(change->by_path, path);
    GArray *hunks;

    if (!row || !row->old_id) {
        return row != NULL;
    }
    hunks = hunks_of(change, path, row);
    for (guint i = 0; i < hunks->len; i++) {
        const HcHunk *hunk = &g_array_index(hunks, HcHunk, i);

        /* Something behind a line is gone: that touches the line. */
        if (line >= hunk->first &&
            line < hunk->first + MAX(hunk->n, 1)) {
            return TRUE;
        }
    }
    return FALSE;
}

guint hc_change_old_line(HcChange *change, const char *path, guint line)
{
    const HcDiffRow *row = g_hash_table_lookup(change->by_path, path);
    GArray *hunks;
    guint old = line;

    if (!row || !row->old_id) {
        return row ? 0 : line;
    }
    hunks = hunks_of(change, path, row);
    for (guint i = 0; i < hunks->len; i++) {
        const HcHunk *hunk = &g_array_index(hunks, HcHunk, i);
        guint last = hunk->first + MAX(hunk->n, 1) - 1;

        if (hunk->n && line >= hunk->first && line <= last) {
            return 0;
        }
        if (line > last) {
            old = line - last + hunk->old_first + MAX(hunk->old_n, 1) - 1;
        }
    }
    return old;
}
