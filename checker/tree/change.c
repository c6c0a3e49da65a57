/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/change.h"
#include "tree/git.h"
#include "tree/strings.h"

#include <stdlib.h>

void hc_change_free(HcChange *change)
{
    if (!change) {
        return;
    }
    hc_overlay_free(change->then);
    g_free(change->top);
    g_free(change->commit);
    g_ptr_array_unref(change->notes);
    g_hash_table_unref(change->lines);
    g_free(change);
}

static gboolean keep_old(HcChange *change, const char *name, GError **error)
{
    g_autofree char *object = g_strdup_printf("%s:%s", change->commit, name);
    g_autofree char *path = g_build_filename(change->top, name, NULL);
    const char *argv[] = { "cat-file", "blob", object, NULL };
    g_autoptr(GBytes) content = hc_git(change->top, argv, NULL);

    return hc_overlay_add(change->then, path, content, error);
}

/* Only what a compiler could read. */
static gboolean is_code(const char *name)
{
    static const char *const endings[] = { ".c", ".h", ".inc", ".def", NULL };

    for (guint i = 0; endings[i]; i++) {
        if (g_str_has_suffix(name, endings[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean add_names(HcChange *change, const char *const *argv,
                          GError **error)
{
    g_autoptr(GBytes) list = hc_git(change->top, argv, error);
    const char *name, *end;
    gsize length;

    if (!list) {
        return FALSE;
    }
    name = g_bytes_get_data(list, &length);
    /* NULL: there is none. */
    for (end = name ? name + length : NULL; name < end; name += strlen(name) + 1) {
        if (!is_code(name)) {
            continue;
        }
        if (!g_utf8_validate(name, -1, NULL)) {
            g_ptr_array_add(change->notes, g_strdup_printf(
                "%s: taken as it is now, its name is not UTF-8", name));
        } else if (!keep_old(change, name, error)) {
            return FALSE;
        }
    }
    return TRUE;
}

static char *git_line(const char *directory, const char *const *argv)
{
    g_autoptr(GBytes) out = hc_git(directory, argv, NULL);
    gsize length;
    const char *text = out ? g_bytes_get_data(out, &length) : NULL;

    return text ? g_strchomp(g_strndup(text, length)) : NULL;
}

HcChange *hc_change_new(const char *directory, const char *revision,
                        GError **error)
{
    g_autoptr(HcChange) change = g_new0(HcChange, 1);
    g_autofree char *wanted = g_strdup_printf("%s^{commit}", revision);
    const char *top[] = { "rev-parse", "--show-toplevel", NULL };
    const char *verify[] = { "rev-parse", "--verify", "--quiet",
                             "--end-of-options", wanted, NULL };

    change->notes = g_ptr_array_new_with_free_func(g_free);
    change->lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify)g_array_unref);
    change->top = git_line(directory, top);
    if (!change->top) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "--since needs git and a work tree; %s is none",
                    directory);
        return NULL;
    }
    change->commit = git_line(change->top, verify);
    if (!change->commit) {
        g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                    "git knows no commit %s", revision);
        return NULL;
    }
    change->then = hc_overlay_new(error);
    if (change->then) {
        const char *diff[] = { "diff", "--name-only", "-z", "--no-renames",
                               "--no-ext-diff", "--ignore-submodules",
                               change->commit, "--", NULL };
        const char *others[] = { "ls-files", "--others",
                                 "--exclude-standard", "-z", NULL };

        if (add_names(change, diff, error) &&
            add_names(change, others, error)) {
            return g_steal_pointer(&change);
        }
    }
    return NULL;
}

/* "@@ -a,b +c,d @@": lines c to c+d-1 are new; none: something between c
 * and c+1 is gone. */
static void add_hunk(GArray *lines, const char *line)
{
    const char *plus = strstr(line, " +");
    char *end;
    guint first, last;

    if (!plus) {
        return;
    }
    first = last = strtoul(plus + 2, &end, 10);
    if (*end == ',') {
        guint n = strtoul(end + 1, NULL, 10);

        last = n ? first + n - 1 : first;
    }
    g_array_append_val(lines, first);
    g_array_append_val(lines, last);
}

static GArray *lines_of(HcChange *change, const char *path)
{
    GArray *lines = g_hash_table_lookup(change->lines, path);
    const char *name = path + strlen(change->top) + 1;
    g_autofree char *literal = g_strdup_printf(":(literal)%s", name);
    const char *argv[] = { "diff", "-U0", "--no-color", "--no-ext-diff",
                           "--no-renames", change->commit, "--", literal,
                           NULL };
    g_autoptr(GBytes) diff = NULL;
    g_auto(GStrv) text = NULL;
    gsize length;
    const char *data;

    if (lines) {
        return lines;
    }
    lines = g_array_new(FALSE, FALSE, sizeof(guint));
    g_hash_table_insert(change->lines, g_strdup(path), lines);
    diff = hc_git(change->top, argv, NULL);
    data = diff ? g_bytes_get_data(diff, &length) : NULL;
    if (data) {
        g_autofree char *copy = g_strndup(data, length);

        text = g_strsplit(copy, "\n", -1);
        for (char **line = text; *line; line++) {
            if (g_str_has_prefix(*line, "@@ ")) {
                add_hunk(lines, *line);
            }
        }
    }
    return lines;
}

gboolean hc_change_touches(HcChange *change, const char *path, guint line)
{
    GArray *lines;
    const char *old;

    if (!hc_overlay_find(change->then, path, &old)) {
        return FALSE;
    }
    if (!old) {
        return TRUE;
    }
    lines = lines_of(change, path);
    for (guint i = 0; i + 1 < lines->len; i += 2) {
        if (line >= g_array_index(lines, guint, i) &&
            line <= g_array_index(lines, guint, i + 1)) {
            return TRUE;
        }
    }
    return FALSE;
}
