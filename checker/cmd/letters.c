/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/letters.h"

#include <string.h>

static gboolean wants_value(const GOptionEntry *entry)
{
    return entry->arg != G_OPTION_ARG_NONE;
}

/* Whether the word behind @word is its value, whatever that looks like. */
static gboolean ends_open(const GOptionEntry *entries, const char *word)
{
    for (; entries->long_name; entries++) {
        if (wants_value(entries) &&
            ((g_str_has_prefix(word, "--") &&
              g_str_equal(word + 2, entries->long_name)) ||
             (word[0] == '-' && word[1] && word[1] == entries->short_name &&
              !word[2]))) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean is_joined(const GOptionEntry *entries, const char *word)
{
    if (word[0] != '-' || !word[1] || !word[2]) {
        return FALSE;
    }
    for (; entries->long_name; entries++) {
        if (wants_value(entries) && word[1] == entries->short_name) {
            return TRUE;
        }
    }
    return FALSE;
}

char **hc_letters_split(const GOptionEntry *entries, char **argv)
{
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();
    gboolean is_value = FALSE;

    for (; *argv && (is_value || !g_str_equal(*argv, "--")); argv++) {
        const char *word = *argv;

        if (!is_value && is_joined(entries, word)) {
            g_autofree char *option = g_strndup(word, 2);

            g_strv_builder_add(words, option);
            word += 2;
        } else {
            is_value = !is_value && ends_open(entries, word);
        }
        g_strv_builder_add(words, word);
    }
    g_strv_builder_addv(words, (const char **)argv);
    return g_strv_builder_end(words);
}
