/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/doctor.h"
#include "cmd/diagnosis.h"
#include "cmd/letters.h"
#include "cmd/say.h"
#include "report/escape.h"
#include "tree/clang.h"
#include "tree/plugins.h"

#include <stdio.h>
#include <string.h>

typedef struct Doctor {
    char *build, *clang, *plugin, *cache;
    HcDatabase *database;
    gboolean missing;    /* anything */
} Doctor;

/* A line of the report; @bad: and something has to be done. */
static void row(Doctor *doctor, gboolean bad, const char *name,
                const char *format, ...) G_GNUC_PRINTF(4, 5);
static void row(Doctor *doctor, gboolean bad, const char *name,
                const char *format, ...)
{
    g_autofree char *text = NULL;
    g_autoptr(GString) line = g_string_new(NULL);
    va_list args;

    va_start(args, format);
    text = g_strdup_vprintf(format, args);
    va_end(args);
    hc_append_visible(line, text, -1, FALSE);
    printf("%-10s %s%s\n", name, bad ? "PROBLEM: " : "", line->str);
    doctor->missing |= bad;
}

static char *version_of(const char *program)
{
    HcClang clang = { .program = (char *)program };

    return hc_clang_version(&clang);
}

/* Plugins beside the one that is used, and what their clangs are. */
static void row_others(Doctor *doctor, const char *used)
{
    g_autofree char *folder = hc_plugins_folder();
    g_autoptr(GPtrArray) versions = hc_plugins_versions(folder);

    for (guint i = 0; i < versions->len; i++) {
        const char *major = versions->pdata[i];
        g_autofree char *path = g_build_filename(folder, major,
                                                 HC_PLUGIN_FILE, NULL);
        g_autofree char *built = hc_plugin_built_for(path);
        g_autofree char *program = hc_plugins_program(major);
        g_autofree char *version = program ? version_of(program) : NULL;

        if (!g_strcmp0(path, used)) {
            continue;
        }
        if (!built) {
            row(doctor, FALSE, "also", "%s, which is no plugin of Holdcheck",
                path);
        } else if (!program) {
            row(doctor, FALSE, "also", "plugin for clang %s; no clang-%s in "
                "PATH (apt install clang-%s)", built, major, major);
        } else {
            row(doctor, FALSE, "also", "plugin for clang %s; %s is %s: %s",
                built, program, version,
                g_str_equal(built, version) ? "fits" : "does not fit");
        }
    }
}

/* What "no plugin" or "no clang" is about, in packages. */
static void row_install(Doctor *doctor, const char *compiler)
{
    g_autofree char *folder = hc_plugins_folder();
    g_autoptr(GPtrArray) versions = hc_plugins_versions(folder);
    const char *plugin = doctor->plugin ? doctor->plugin
                                        : g_getenv("HOLDCHECK_PLUGIN");
    g_autofree char *major = hc_clang_major(doctor->clang ? doctor->clang :
                                            compiler ? compiler : "");

    if (!doctor->clang && plugin) {
        g_free(major);
        major = hc_plugin_version(plugin);
    }
    if (!plugin && !versions->len) {
        row(doctor, FALSE, "install", "the plugin: scripts/build makes it");
        return;
    }
    if (!major ||
        (!plugin && !g_ptr_array_find_with_equal_func(versions, major,
                                                      g_str_equal, NULL))) {
        g_free(major);
        major = versions->len ? g_strdup(versions->pdata[0]) : NULL;
    }
    if (major) {
        row(doctor, FALSE, "install", "apt install clang-%s, if it is not "
            "there, and take it with --clang", major);
    }
}

static void row_fit(Doctor *doctor, const HcClang *clang)
{
    g_autofree char *version = hc_clang_version(clang);
    g_autofree char *built = hc_plugin_built_for(clang->plugin);
    g_autofree char *why = NULL;
    gboolean equal = !g_strcmp0(version, built);

    row(doctor, !*version, "clang", "%s, %s", clang->program,
        *version ? version : "which does not say its version");
    row(doctor, !built, "plugin", "%s, for clang %s", clang->plugin,
        built ? built : "unknown: it is no plugin of Holdcheck");
    if (*version && built && !equal) {
        row(doctor, TRUE, "fit", "clang is %s and the plugin for %s: build "
            "Holdcheck again, or install that clang", version, built);
    } else if (equal && !hc_diagnose_load(clang, &why)) {
        row(doctor, TRUE, "fit", "this clang cannot load plugins: %s", why);
    } else if (equal) {
        row(doctor, FALSE, "fit", "to the last digit, and it loads");
    }
}

static void rows_clang(Doctor *doctor)
{
    g_autoptr(HcFiles) files = hc_files_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *compiler = doctor->database
        ? hc_database_compiler(doctor->database) : NULL;
    g_autoptr(HcClang) clang = hc_clang_new(files, compiler, doctor->clang,
                                            doctor->plugin, NULL, &error);
    g_autofree char *tree = compiler ? hc_clang_major(compiler) : NULL;
    g_autofree char *used = NULL;

    if (!clang) {
        row(doctor, TRUE, "clang", "%s", error->message);
        row_install(doctor, compiler);
        row_others(doctor, NULL);
        return;
    }
    row_fit(doctor, clang);
    used = hc_plugin_version(clang->plugin);
    if (tree && used && !g_str_equal(tree, used)) {
        row(doctor, FALSE, "note", "the tree is built with %s, which there is "
            "no plugin for; flags that clang-%s does not know are left out",
            compiler, used);
    }
    row_others(doctor, clang->plugin);
}

static void rows_tree(Doctor *doctor)
{
    g_autofree char *text = NULL;
    g_autofree char *bad = NULL;

    if (!doctor->database) {
        return;
    }
    text = hc_diagnose_database(doctor->database, &bad);
    row(doctor, bad != NULL, "database", "%s", bad ? bad : text);
    g_clear_pointer(&text, g_free);
    g_clear_pointer(&bad, g_free);
    text = hc_diagnose_headers(doctor->build, &bad);
    row(doctor, bad != NULL, "headers", "%s", bad ? bad : text);
}

static void row_git(Doctor *doctor)
{
    g_autofree char *bad = NULL;
    g_autofree char *text = hc_diagnose_git(doctor->database, doctor->build,
                                            &bad);

    row(doctor, bad != NULL, "git", "%s", bad ? bad : text);
}

static void row_cache(Doctor *doctor)
{
    g_autofree char *bad = NULL;
    g_autofree char *text = hc_diagnose_cache(doctor->cache, doctor->build,
                                              &bad);

    row(doctor, bad != NULL, "cache", "%s", bad ? bad : text);
}

static void find_database(Doctor *doctor)
{
    g_autoptr(GError) error = NULL;

    if (doctor->build) {
        doctor->database = hc_database_load(doctor->build, &error);
        if (!doctor->database) {
            row(doctor, TRUE, "database", "%s", error->message);
        }
    } else {
        row(doctor, FALSE, "database", "none named; -p BUILD looks at one");
    }
}

static const char summary[] =
    "Says which clang and which plugin a check would use, whether they fit, "
    "and\nwhat is missing.  Exit status: 0 all is there, 2 something is "
    "missing.";

static gboolean parse(Doctor *doctor, char **argv, GError **error)
{
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_auto(GStrv) words = NULL;
    const GOptionEntry entries[] = {
        { "build", 'p', 0, G_OPTION_ARG_FILENAME, &doctor->build,
          "Build directory with compile_commands.json", "BUILD" },
        { "cache", 0, 0, G_OPTION_ARG_FILENAME, &doctor->cache,
          "Where results are kept (BUILD/.holdcheck)", "DIR" },
        { "clang", 0, 0, G_OPTION_ARG_FILENAME, &doctor->clang,
          "The clang to use", "PROGRAM" },
        { "plugin", 0, 0, G_OPTION_ARG_FILENAME, &doctor->plugin,
          "The plugin to use", "FILE" },
        G_OPTION_ENTRY_NULL
    };

    words = hc_letters_split(entries, argv);
    g_option_context_add_main_entries(context, entries, NULL);
    g_option_context_set_summary(context, summary);
    if (!g_option_context_parse_strv(context, &words, error)) {
        return FALSE;
    }
    if (words[0] && words[1]) {
        g_set_error(error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                    "doctor wants no %s", words[1]);
        return FALSE;
    }
    return TRUE;
}

int hc_doctor(char **argv)
{
    Doctor doctor = { 0 };
    g_autoptr(GError) error = NULL;
    int status;

    if (!parse(&doctor, argv, &error)) {
        return hc_refuse("%s", error->message);
    }
    find_database(&doctor);
    rows_clang(&doctor);
    rows_tree(&doctor);
    row_git(&doctor);
    row_cache(&doctor);
    puts(doctor.missing ? "Something is missing" : "All is there");
    status = doctor.missing ? HC_EXIT_NOT_CHECKED : HC_EXIT_NOTHING;
    hc_database_free(doctor.database);
    g_free(doctor.build);
    g_free(doctor.clang);
    g_free(doctor.plugin);
    g_free(doctor.cache);
    return status;
}
