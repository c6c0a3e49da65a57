/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/git.h"
#include "tree/strings.h"

#include <stdlib.h>

/* Of the environment, what changes the meaning of our own arguments. */
static const char *const unwanted[] = {
    "GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF", "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", NULL
};

/* How many blobs are in memory at a time. */
#define BLOBS 256

static void add_words(GPtrArray *all, const char *const *words)
{
    for (; *words; words++) {
        g_ptr_array_add(all, g_strdup(*words));
    }
}

static gboolean set_error(GError **error, GBytes *output)
{
    gsize length;
    const char *data = g_bytes_get_data(output, &length);
    g_autofree char *text = g_strndup(data ? data : "failed",
                                      data ? length : 6);

    /* One line; the others are advice. */
    g_strchomp(text);
    text[strcspn(text, "\n")] = '\0';
    g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT, "git: %s", text);
    return FALSE;
}

static GBytes *spawn(const GPtrArray *words, const char *const *argv,
                     GBytes *input, GError **error)
{
    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE |
        (input ? G_SUBPROCESS_FLAGS_STDIN_PIPE : G_SUBPROCESS_FLAGS_NONE));
    g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GSubprocess) process = NULL;
    g_autoptr(GBytes) out = NULL;
    g_autoptr(GBytes) wrong = NULL;

    for (guint i = 0; unwanted[i]; i++) {
        g_subprocess_launcher_unsetenv(launcher, unwanted[i]);
    }
    /* No lock on the index: the user's own git may be at work. */
    g_subprocess_launcher_setenv(launcher, "GIT_OPTIONAL_LOCKS", "0", TRUE);
    g_subprocess_launcher_setenv(launcher, "LC_ALL", "C", TRUE);
    g_subprocess_launcher_setenv(launcher, "HOLDCHECK_NONE", "", TRUE);
    g_subprocess_launcher_setenv(launcher, "HOLDCHECK_NO", "false", TRUE);
    add_words(all, (const char *const *)words->pdata);
    add_words(all, argv);
    g_ptr_array_add(all, NULL);
    process = g_subprocess_launcher_spawnv(
        launcher, (const char *const *)all->pdata, error);
    if (!process || !g_subprocess_communicate(process, input, NULL, &out,
                                              &wrong, error)) {
        return NULL;
    }
    if (!g_subprocess_get_if_exited(process) ||
        g_subprocess_get_exit_status(process) != 0) {
        set_error(error, wrong);
        return NULL;
    }
    return g_steal_pointer(&out);
}

GBytes *hc_git_run(const HcGit *git, const char *const *argv, GBytes *input,
                   GError **error)
{
    return spawn(git->words, argv, input, error);
}

static char *line_of(GBytes *out)
{
    gsize length = 0;
    const char *text = out ? g_bytes_get_data(out, &length) : NULL;

    /* A folder's name may end in anything else. */
    if (length && text[length - 1] == '\n') {
        length--;
    }
    return text ? g_strndup(text, length) : NULL;
}

char *hc_git_line(const HcGit *git, const char *const *argv)
{
    g_autoptr(GBytes) out = hc_git_run(git, argv, NULL, NULL);

    return line_of(out);
}

/* Filters run when git compares a file with the index; their names are the
 * user's, so each is switched off by name. */
static void switch_off(HcGit *git, const char *key)
{
    const char *value = NULL;

    if (g_str_has_suffix(key, ".clean") || g_str_has_suffix(key, ".smudge") ||
        g_str_has_suffix(key, ".process")) {
        value = "HOLDCHECK_NONE";
    } else if (g_str_has_suffix(key, ".required")) {
        value = "HOLDCHECK_NO";
    }
    if (value) {
        /* Not -c: the name may have a "=". */
        g_ptr_array_add(git->words,
                        g_strdup_printf("--config-env=%s=%s", key, value));
    }
}

static void load_settings(HcGit *git)
{
    static const char *const argv[] = {
        "config", "-z", "--get-regexp", "^(holdcheck|filter)\\.", NULL
    };
    g_autoptr(GBytes) out = hc_git_run(git, argv, NULL, NULL);
    gsize length = 0;
    const char *at = out ? g_bytes_get_data(out, &length) : NULL;
    const char *end = at ? at + length : NULL;

    g_ptr_array_remove_index(git->words, git->words->len - 1);
    for (; at && at < end; at += strlen(at) + 1) {
        const char *value = strchr(at, '\n');
        g_autofree char *key = value ? g_strndup(at, value - at)
                                     : g_strdup(at);

        if (g_str_has_prefix(key, "filter.")) {
            switch_off(git, key);
        } else {
            g_hash_table_replace(git->settings,
                                 g_strdup(key + strlen("holdcheck.")),
                                 g_strdup(value ? value + 1 : ""));
        }
    }
    g_ptr_array_add(git->words, NULL);
}

static gboolean is_relative(const char *variable)
{
    const char *value = g_getenv(variable);

    return value && *value && !g_path_is_absolute(value);
}

/* Its hooks git starts at the top, with names that are relative to it. */
static void go_to_top(HcGit *git, gboolean elsewhere)
{
    if (elsewhere) {
        g_free(git->words->pdata[2]);
        git->words->pdata[2] = g_strdup(git->top);
    } else if (!is_relative("GIT_DIR") && !is_relative("GIT_WORK_TREE")) {
        g_ptr_array_insert(git->words, 1, g_strdup("-C"));
        g_ptr_array_insert(git->words, 2, g_strdup(git->top));
    }
}

HcGit *hc_git_open(const char *directory, GError **error)
{
    static const char *const quiet[] = { "--no-pager", "-c",
                                         "core.fsmonitor=", NULL };
    static const char *const top[] = { "rev-parse", "--show-toplevel", NULL };
    g_autoptr(HcGit) git = g_new0(HcGit, 1);
    g_autoptr(GBytes) out = NULL;

    git->settings = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                          g_free);
    git->words = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(git->words, g_strdup("git"));
    if (directory) {
        g_ptr_array_add(git->words, g_strdup("-C"));
        g_ptr_array_add(git->words, g_strdup(directory));
    }
    add_words(git->words, quiet);
    g_ptr_array_add(git->words, NULL);
    out = hc_git_run(git, top, NULL, error);
    if (!out) {
        return NULL;
    }
    git->top = line_of(out);
    if (!git->top || !*git->top) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "git: this is no work tree");
        return NULL;
    }
    go_to_top(git, directory != NULL);
    load_settings(git);
    return g_steal_pointer(&git);
}

void hc_git_free(HcGit *git)
{
    if (git) {
        g_free(git->top);
        g_ptr_array_unref(git->words);
        g_hash_table_unref(git->settings);
        g_free(git);
    }
}

const char *hc_git_setting(const HcGit *git, const char *name)
{
    return g_hash_table_lookup(git->settings, name);
}

char *hc_git_top_as(const HcGit *git, const char *directory)
{
    g_autofree char *real = realpath(directory, NULL);
    g_autofree char *top = realpath(git->top, NULL);
    gsize length = top ? strlen(top) : 0;
    const char *rest;

    if (!real || !top) {
        return NULL;
    }
    if (g_str_has_prefix(real, top) &&
        (!real[length] || real[length] == '/')) {
        rest = real + length;
        return g_str_has_suffix(directory, rest)
            ? g_strndup(directory, strlen(directory) - strlen(rest))
            : g_strdup(git->top);
    }
    /* The database reaches beyond the work tree: a submodule's. */
    length = strlen(real);
    if (g_str_has_prefix(top, real) && top[length] == '/') {
        return g_strconcat(directory, top + length, NULL);
    }
    return NULL;
}

/* "ID blob SIZE\n", the content, "\n" */
static gboolean take_blobs(GBytes *out, const GPtrArray *ids, guint from,
                           guint to, HcBlobFn fn, gpointer opaque,
                           GError **error)
{
    gsize length = 0, at = 0;
    const char *data = g_bytes_get_data(out, &length);

    for (guint i = from; i < to; i++) {
        const char *end = at < length ? memchr(data + at, '\n', length - at)
                                      : NULL;
        g_autofree char *head = end ? g_strndup(data + at, end - (data + at))
                                    : NULL;
        const char *size = head ? strstr(head, " blob ") : NULL;
        g_autoptr(GBytes) content = NULL;
        guint64 n;

        if (!size ||
            !g_ascii_string_to_unsigned(size + 6, 10, 0, length, &n, NULL) ||
            (end - data) + 1 + n > length) {
            g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                        "git has no blob %s", (char *)ids->pdata[i]);
            return FALSE;
        }
        at = (end - data) + 1;
        content = g_bytes_new_from_bytes(out, at, n);
        at += n + 1;
        if (!fn(i, content, opaque, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean hc_git_blobs(const HcGit *git, const GPtrArray *ids, HcBlobFn fn,
                      gpointer opaque, GError **error)
{
    static const char *const argv[] = { "cat-file", "--batch", NULL };

    for (guint from = 0, to; from < ids->len; from = to) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GBytes) input = NULL;
        g_autoptr(GBytes) out = NULL;

        to = MIN(from + BLOBS, ids->len);
        for (guint i = from; i < to; i++) {
            g_string_append_printf(text, "%s\n", (char *)ids->pdata[i]);
        }
        input = g_string_free_to_bytes(g_steal_pointer(&text));
        out = hc_git_run(git, argv, input, error);
        if (!out || !take_blobs(out, ids, from, to, fn, opaque, error)) {
            return FALSE;
        }
    }
    return TRUE;
}
