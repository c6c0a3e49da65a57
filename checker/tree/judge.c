/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What clang's end and its words mean. */
#include "summary/bodies.h"
#include "tree/clang.h"

#include <string.h>

/* The first line with " error: " in it, from there on. */
static char *first_error(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line; line++) {
        const char *at = strstr(*line, "error: ");
        const char *before;

        if (!at) {
            continue;
        }
        /* "FILE:LINE:COL: fatal error: " or "error: " at the beginning */
        before = g_strstr_len(*line, -1, "fatal error: ");
        at = before && before < at ? before : at;
        if (at == *line || g_str_has_prefix(at - 1, " ")) {
            return g_strdup(*line);
        }
    }
    return NULL;
}

/* The names in "unknown argument: 'NAME'", "unknown argument 'NAME'". */
static GHashTable *unknown_flags(const char *text)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                              NULL);
    g_autoptr(GRegex) regex = g_regex_new(
        "(?:unknown argument:?|unsupported option) '([^']*)'", G_REGEX_RAW, 0,
        NULL);
    g_autoptr(GMatchInfo) match = NULL;

    g_regex_match(regex, text, 0, &match);
    while (g_match_info_matches(match)) {
        g_hash_table_add(names, g_match_info_fetch(match, 1));
        g_match_info_next(match, NULL);
    }
    return names;
}

static gboolean drop_unknown(const char *text, char ***flags)
{
    g_autoptr(GHashTable) unknown = unknown_flags(text);
    GPtrArray *rest;
    gboolean dropped = FALSE;

    if (!g_hash_table_size(unknown)) {
        return FALSE;
    }
    rest = g_ptr_array_new();
    for (char **flag = *flags; *flag; flag++) {
        if (g_hash_table_contains(unknown, *flag)) {
            dropped = TRUE;
        } else {
            g_ptr_array_add(rest, g_strdup(*flag));
        }
    }
    g_ptr_array_add(rest, NULL);
    g_strfreev(*flags);
    *flags = (char **)g_ptr_array_free(rest, FALSE);
    return dropped;
}

/* NAME of "fatal error: 'NAME' file not found", or NULL. */
static char *missing_header(const char *error)
{
    const char *begin = strstr(error, "fatal error: '");
    const char *end = begin ? strstr(begin, "' file not found") : NULL;

    if (!end) {
        return NULL;
    }
    begin += strlen("fatal error: '");
    return g_strndup(begin, end - begin);
}

HcVerdict hc_clang_judge(const HcOutput *output, char ***flags, char **why)
{
    g_autofree char *error = NULL;

    *why = NULL;
    switch (output->end) {
    case HC_END_STOPPED:
        return HC_VERDICT_STOPPED;
    case HC_END_NO_START:
        *why = g_strdup(output->text);
        return HC_VERDICT_FAILED;
    case HC_END_TIMEOUT:
        *why = g_strdup_printf("clang was not done after %d s", output->code);
        return HC_VERDICT_FAILED;
    case HC_END_SIGNAL:
        *why = g_strdup_printf("clang crashed (signal %d)", output->code);
        return HC_VERDICT_FAILED;
    case HC_END_EXIT:
        break;
    }
    if (strstr(output->text, "PLEASE submit a bug report") ||
        output->code >= 128) {
        *why = g_strdup_printf("clang crashed (status %d)", output->code);
        return HC_VERDICT_FAILED;
    }
    error = first_error(output->text);
    if (!output->code && !error) {
        return HC_VERDICT_GOOD;
    }
    if (error && strstr(error, HC_BODIES_ARE_MISSING)) {
        return HC_VERDICT_BODIES;
    }
    if (drop_unknown(output->text, flags)) {
        return HC_VERDICT_AGAIN;
    }
    if (error && (strstr(error, "no analyzer checkers or packages are "
                         "associated with 'qemu.iothread'") ||
                  strstr(error, "unable to find plugin 'holdcheck'") ||
                  strstr(error, "unable to load plugin"))) {
        *why = g_strdup(error);
        return HC_VERDICT_MISMATCH;
    }
    if (error && (*why = missing_header(error))) {
        return HC_VERDICT_MISSING;
    }
    *why = error ? g_steal_pointer(&error)
                 : g_strdup_printf("clang failed (status %d)", output->code);
    return HC_VERDICT_FAILED;
}
