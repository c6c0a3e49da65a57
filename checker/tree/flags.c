/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/flags.h"

#include <string.h>

/* As deep as files of words may name each other, and how large they are. */
#define MAX_NESTED 8
#define MAX_WORDS (1 << 20)

static gboolean is_launcher(const char *word)
{
    static const char *const names[] = { "ccache", "distcc", "sccache",
                                         "icecc", "buildcache", NULL };
    g_autofree char *name = g_path_get_basename(word);

    return g_strv_contains(names, name);
}

static char *absolute(const HcEntry *entry, const char *name)
{
    return g_canonicalize_filename(name, entry->directory);
}

static gboolean names_source(const HcEntry *entry, const char *word)
{
    g_autofree char *path = NULL;

    if (*word == '-' || !g_str_has_suffix(word, ".c")) {
        return FALSE;
    }
    path = absolute(entry, word);
    return g_str_equal(path, entry->file);
}

/* Asked of each word of each command, of which nearly none begins so: how long
 * it is must not be asked each time. */
static gboolean begins_with(const char *word, const char *const *prefixes)
{
    for (; *prefixes; prefixes++) {
        const char *at = word, *prefix = *prefixes;

        while (*prefix && *at == *prefix) {
            at++;
            prefix++;
        }
        if (!*prefix) {
            return TRUE;
        }
    }
    return FALSE;
}

/* All of them begin with "-". */
static gboolean is_one_of(const char *word, const char *const *words)
{
    for (; *word == '-' && *words; words++) {
        if (word[1] == (*words)[1] && g_str_equal(word, *words)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Leads to files, to a step that is not ours, or to foreign code in clang; has
 * its value in the next word. */
static gboolean is_left_out_with_value(const char *word)
{
    static const char *const words[] = {
        "-o", "--output", "-MF", "-MQ", "-MT", "-MJ", "-mllvm", "-mmlir",
        "-wrapper", "--config", "-dumpdir", "-dumpbase", "-dumpbase-ext",
        "-aux-info", "-serialize-diagnostics", "--serialize-diagnostics",
        "-index-store-path", "-gen-cdb-fragment-path", "-ccc-arcmt-migrate",
        "-ccc-objcmt-migrate", "-ccc-install-dir", "-ccc-gcc-name",
        "-arcmt-migrate-report-output", NULL
    };

    /* -Xanalyzer, -Xarch_host, ...: for another part, or a way round this. */
    return is_one_of(word, words) || g_str_has_prefix(word, "-X");
}

static gboolean is_left_out(const char *word)
{
    static const char *const words[] = {
        "-c", "-E", "-S", "--", "-###", "-fsyntax-only", "--analyze", "-pipe",
        "--coverage", "-ftest-coverage", "-P", "-dM", "-dD", "--precompile",
        "--migrate", "-extract-api", "--extract-api", "-module-file-info",
        "--version", "--help", "-help", "-cc1", "-cc1as", NULL
    };
    static const char *const prefixes[] = {
        "-o", "-M", "--output=", "--config", "-save-temps", "--save-temps",
        "-save-stats", "--save-stats", "-mllvm", "-emit-", "--emit-",
        "-rewrite-", "-verify", "-gen-", "--gen-", "-index-", "-ccc-",
        "-arcmt-", "-objcmt-", "-print-", "--print-", "--write-",
        "--dependencies", "--user-dependencies", "--driver-mode",
        "-Wp,", "-Wa,", "-Wl,",
        "-fplugin", "-fpass-plugin", "-ftime-trace", "-fprofile-",
        "-fcs-profile-", "-fauto-profile", "-fcrash-diagnostics",
        "-fmodule", "-fproc-stat-report", "-fsave-optimization-record",
        "-foptimization-record", NULL
    };

    return is_one_of(word, words) || begins_with(word, prefixes);
}

/* Another language has other files to be written; and clang looks for a file of
 * options by the name of the target. */
static gboolean is_bad_value(const char *word, const char *value)
{
    return g_str_equal(word, "-x") ? strcmp(value, "c") != 0
                                   : strchr(value, '/') != NULL;
}

/* How many of the two words are left out. */
static guint n_left_out(const char *word, const char *next)
{
    static const char *const valued[] = { "-x", "-target", "--target", NULL };
    guint both = next ? 2 : 1;

    if (*word != '-') {
        return 0;
    }
    if (is_left_out_with_value(word)) {
        return both;
    }
    if (is_one_of(word, valued)) {
        return !next || is_bad_value(word, next) ? both : 0;
    }
    return is_left_out(word) ||
           (g_str_has_prefix(word, "-x") && !g_str_equal(word, "-xc")) ||
           (g_str_has_prefix(word, "--target=") && strchr(word, '/'));
}

static void add(GPtrArray *flags, const char *word)
{
    g_ptr_array_add(flags, g_strdup(word));
}

/* One that another clang made is of no use; the header is, if it is beside
 * it. */
static void add_header_of(const HcEntry *entry, const char *pch,
                          GPtrArray *flags)
{
    g_autofree char *path = absolute(entry, pch);
    char *dot = strrchr(path, '.');

    if (dot && (g_str_equal(dot, ".pch") || g_str_equal(dot, ".gch"))) {
        *dot = '\0';
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
            add(flags, "-include");
            add(flags, path);
        }
    }
}

/* Of what is said to clang's inner self: what the text means.  Most of the
 * rest would write files, load code or do something else than analyse. */
static gboolean is_meaning_with_value(const char *word)
{
    static const char *const words[] = {
        "-D", "-U", "-I", "-isystem", "-iquote", "-idirafter", "-include",
        "-target-feature", "-target-cpu", NULL
    };

    return is_one_of(word, words);
}

static gboolean is_meaning(const char *word)
{
    static const char *const prefixes[] = { "-D", "-U", "-I", "-W", "-f",
                                            "-std=", NULL };

    return begins_with(word, prefixes) && !is_left_out(word);
}

/* The word that -Xclang brings, and a value with an -Xclang of its own. */
static char **take_xclang(const HcEntry *entry, char **words,
                          GPtrArray *flags)
{
    const char *word = words[1];
    const char *value = word && words[2] && words[3] &&
                        g_str_equal(words[2], "-Xclang") ? words[3] : NULL;

    if (!word) {
        return words;
    }
    if (g_str_equal(word, "-include-pch") && value) {
        add_header_of(entry, value, flags);
        return words + 3;
    }
    if (g_str_equal(word, "-include") && value) {
        add(flags, word);
        add(flags, value);
        return words + 3;
    }
    if (is_meaning_with_value(word) && value) {
        add(flags, "-Xclang");
        add(flags, word);
        add(flags, "-Xclang");
        add(flags, value);
        return words + 3;
    }
    if (!is_meaning_with_value(word) && is_meaning(word)) {
        add(flags, "-Xclang");
        add(flags, word);
    }
    return words + 1;
}

/* -Wp,-D_FORTIFY_SOURCE=2: of what the preprocessor is told, the macros. */
static void take_macros(const char *word, GPtrArray *flags)
{
    g_auto(GStrv) parts = g_strsplit(word, ",", -1);

    for (char **part = parts; *part; part++) {
        if ((g_str_has_prefix(*part, "-D") || g_str_has_prefix(*part, "-U")) &&
            (*part)[2]) {
            add(flags, *part);
        }
    }
}

static void expand(const HcEntry *entry, const char *word, GPtrArray *out,
                   guint depth);

/* The words of a file, or @word, if there is no such file. */
static void expand_file(const HcEntry *entry, const char *word,
                        GPtrArray *out, guint depth)
{
    g_autofree char *path = absolute(entry, word + 1);
    g_autofree char *text = NULL;
    g_auto(GStrv) words = NULL;
    gsize length;

    if (depth == MAX_NESTED || !g_file_test(path, G_FILE_TEST_IS_REGULAR) ||
        !g_file_get_contents(path, &text, &length, NULL) ||
        length > MAX_WORDS) {
        add(out, word);
        return;
    }
    if (g_shell_parse_argv(text, NULL, &words, NULL)) {
        for (char **at = words; *at; at++) {
            expand(entry, *at, out, depth + 1);
        }
    }
}

static void expand(const HcEntry *entry, const char *word, GPtrArray *out,
                   guint depth)
{
    if (word[0] == '@' && word[1] && out->len < MAX_WORDS) {
        expand_file(entry, word, out, depth);
    } else if (g_str_has_prefix(word, "-Xclang=")) {
        add(out, "-Xclang");
        add(out, word + strlen("-Xclang="));
    } else {
        add(out, word);
    }
}

static char **expand_all(const HcEntry *entry, char **words)
{
    GPtrArray *out = g_ptr_array_new();

    for (; *words; words++) {
        expand(entry, *words, out, 0);
    }
    g_ptr_array_add(out, NULL);
    return (char **)g_ptr_array_free(out, FALSE);
}

char **hc_compiler_of_command(char **words)
{
    while (*words && is_launcher(*words)) {
        /* Its own settings: "ccache sloppiness=none cc". */
        do {
            words++;
        } while (*words && **words != '/' && strchr(*words, '='));
    }
    return words;
}

char **hc_flags_of_command(const HcEntry *entry, char **words)
{
    g_auto(GStrv) all = expand_all(entry, words);
    GPtrArray *flags = g_ptr_array_new();
    guint left_out;

    words = all;
    words = hc_compiler_of_command(words);
    words += *words ? 1 : 0;
    for (; *words; words++) {
        if (g_str_equal(*words, "-Xclang")) {
            words = take_xclang(entry, words, flags);
        } else if (g_str_equal(*words, "-include-pch") && words[1]) {
            add_header_of(entry, *++words, flags);
        } else if (g_str_has_prefix(*words, "-Wp,")) {
            take_macros(*words, flags);
        } else if ((left_out = n_left_out(*words, words[1]))) {
            words += left_out - 1;
        } else if (!g_str_equal(*words, entry->source) &&
                   !names_source(entry, *words)) {
            add(flags, *words);
        }
    }
    g_ptr_array_add(flags, NULL);
    return (char **)g_ptr_array_free(flags, FALSE);
}
