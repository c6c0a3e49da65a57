/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/diff.h"
#include "tree/strings.h"

#include <stdlib.h>

void hc_diff_row_free(gpointer data)
{
    HcDiffRow *row = data;

    if (row) {
        g_free(row->name);
        g_free(row->old_name);
        g_free(row->old_id);
        g_free(row->new_id);
        g_free(row);
    }
}

HcDiffRow *hc_diff_row_new(const char *name)
{
    HcDiffRow *row = g_new0(HcDiffRow, 1);

    row->status = 'A';
    row->name = g_strdup(name);
    return row;
}

gboolean hc_diff_is_code(const char *name)
{
    static const char *const endings[] = { ".c", ".h", ".inc", ".def", NULL };

    for (guint i = 0; endings[i]; i++) {
        if (g_str_has_suffix(name, endings[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Neither a link nor a submodule, and git has it. */
static char *blob_of(const char *mode, const char *id)
{
    return g_str_has_prefix(mode, "100") && strspn(id, "0") != strlen(id)
        ? g_strdup(id) : NULL;
}

/* ":MODE MODE ID ID STATUS" */
static HcDiffRow *parse_row(const char *text)
{
    g_auto(GStrv) words = NULL;
    HcDiffRow *row;

    if (*text != ':') {
        return NULL;
    }
    words = g_strsplit(text + 1, " ", -1);
    if (g_strv_length(words) != 5) {
        return NULL;
    }
    row = g_new0(HcDiffRow, 1);
    row->status = *words[4];
    row->old_id = blob_of(words[0], words[2]);
    row->new_id = blob_of(words[1], words[3]);
    return row;
}

static const char *next(const char **at, const char *end)
{
    const char *text = *at;

    if (!text || text >= end) {
        return NULL;
    }
    *at += strlen(text) + 1;
    return text;
}

GPtrArray *hc_diff(const HcGit *git, const char *const *argv, GError **error)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(
        hc_diff_row_free);
    g_autoptr(GBytes) out = hc_git_run(git, argv, NULL, error);
    gsize length = 0;
    const char *at = out ? g_bytes_get_data(out, &length) : NULL;
    const char *end = at ? at + length : NULL;
    const char *head;

    if (!out) {
        return NULL;
    }
    while ((head = next(&at, end))) {
        HcDiffRow *row = parse_row(head);
        gboolean two = row && (row->status == 'R' || row->status == 'C');
        const char *old = two ? next(&at, end) : NULL;
        const char *name = next(&at, end);

        if (!row || !name || (two && !old)) {
            hc_diff_row_free(row);
            g_set_error(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                        "git says what is not understood: %s", head);
            return NULL;
        }
        row->name = g_strdup(name);
        row->old_name = g_strdup(old);
        if (hc_diff_is_code(name) || (old && hc_diff_is_code(old))) {
            g_ptr_array_add(rows, row);
        } else {
            hc_diff_row_free(row);
        }
    }
    return g_steal_pointer(&rows);
}

/* "12,3" or "12"; behind it. */
static const char *parse_range(const char *text, guint *first, guint *n)
{
    char *end;

    *first = strtoul(text, &end, 10);
    *n = 1;
    if (*end == ',') {
        *n = strtoul(end + 1, &end, 10);
    }
    return end;
}

/* "@@ -a,b +c,d @@" */
static void add_hunk(GArray *hunks, const char *line)
{
    HcHunk hunk;
    const char *at = strstr(line, " -");

    at = at ? parse_range(at + 2, &hunk.old_first, &hunk.old_n) : NULL;
    if (at && g_str_has_prefix(at, " +")) {
        parse_range(at + 2, &hunk.first, &hunk.n);
        g_array_append_val(hunks, hunk);
    }
}

GArray *hc_diff_hunks(const HcGit *git, const HcDiffRow *row)
{
    GArray *hunks = g_array_new(FALSE, FALSE, sizeof(HcHunk));
    g_autofree char *literal = g_strdup_printf(":(top,literal)%s", row->name);
    const char *argv[] = {
        "diff", "-U0", "--inter-hunk-context=0", "--text", "--no-color",
        "--no-ext-diff", "--no-textconv", row->old_id,
        row->new_id ? row->new_id : "--", row->new_id ? NULL : literal, NULL
    };
    g_autoptr(GBytes) out = row->old_id ? hc_git_run(git, argv, NULL, NULL)
                                        : NULL;
    gsize length = 0;
    const char *at = out ? g_bytes_get_data(out, &length) : NULL;
    const char *end = at ? at + length : NULL;

    while (at && at < end) {
        const char *stop = memchr(at, '\n', end - at);
        g_autofree char *line = g_strndup(at, (stop ? stop : end) - at);

        if (g_str_has_prefix(line, "@@ ")) {
            add_hunk(hunks, line);
        }
        at = stop ? stop + 1 : end;
    }
    return hunks;
}
