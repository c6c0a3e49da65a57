/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/clang.h"
#include "tree/plugins.h"
#include "tree/strings.h"

#include <stdlib.h>

/* Seconds; what does not answer by then is no clang. */
#define VERSION_TIMEOUT 5

void hc_clang_free(HcClang *clang)
{
    if (clang) {
        g_free(clang->program);
        g_free(clang->plugin);
        g_free(clang->contract);
        g_free(clang->overlay);
        g_free(clang->identity);
        g_free(clang);
    }
}

static gboolean set_error(GError **error, const char *format, ...)
    G_GNUC_PRINTF(2, 3);
static gboolean set_error(GError **error, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    g_propagate_error(error, g_error_new_valist(HC_TREE_ERROR,
                                                HC_TREE_ERROR_CLANG, format,
                                                args));
    va_end(args);
    return FALSE;
}

/* Which of @versions is for @clang->program, or else for @compiler, the one
 * that the tree is built with; or else the newest that there is a clang for.
 * NULL: none. */
static const char *choose_version(HcClang *clang, const char *compiler,
                                  GPtrArray *versions)
{
    g_autofree char *major = hc_clang_major(clang->program ? clang->program :
                                            compiler ? compiler : "");
    const char *newest = NULL;

    if (clang->program && !major) {
        g_autofree char *version = hc_clang_version(clang);

        major = g_strndup(version, strspn(version, "0123456789"));
    }
    for (guint i = 0; i < versions->len; i++) {
        const char *version = versions->pdata[i];
        g_autofree char *found = hc_plugins_program(version);

        if (!clang->program && !found) {
            continue;
        }
        if (!g_strcmp0(version, major)) {
            return version;
        }
        newest = newest ? newest : version;
    }
    return clang->program && major && *major ? NULL : newest;
}

static gboolean no_version(const HcClang *clang, GPtrArray *versions,
                           const char *folder, GError **error)
{
    g_autofree char *list = NULL;

    if (!versions->len) {
        return set_error(error, "no plugin in %s; name one with --plugin",
                         folder);
    }
    if (!clang->program) {
        return set_error(error, "no clang-%s in PATH; install it, or name one "
                         "with --clang", (char *)versions->pdata[0]);
    }
    g_ptr_array_add(versions, NULL);
    list = g_strjoinv(", ", (char **)versions->pdata);
    return set_error(error, "no plugin for %s in %s, only for clang %s",
                     clang->program, folder, list);
}

static gboolean find_plugin(HcClang *clang, const char *compiler,
                            const char *plugin, GError **error)
{
    g_autofree char *folder = NULL;
    g_autoptr(GPtrArray) versions = NULL;
    const char *version;

    if (!plugin) {
        plugin = g_getenv("HOLDCHECK_PLUGIN");
    }
    if (plugin && *plugin) {
        clang->plugin = g_canonicalize_filename(plugin, NULL);
        return g_file_test(clang->plugin, G_FILE_TEST_IS_REGULAR) ||
               set_error(error, "no plugin %s", clang->plugin);
    }
    folder = hc_plugins_folder();
    versions = hc_plugins_versions(folder);
    version = choose_version(clang, compiler, versions);
    if (!version) {
        return no_version(clang, versions, folder, error);
    }
    clang->plugin = g_build_filename(folder, version, HC_PLUGIN_FILE, NULL);
    return TRUE;
}

static gboolean find_program(HcClang *clang, GError **error)
{
    g_autofree char *version = NULL;

    if (clang->program) {
        return TRUE;
    }
    version = hc_plugin_version(clang->plugin);
    if (!version) {
        return set_error(error, "which clang is %s for? name it with --clang",
                         clang->plugin);
    }
    clang->program = hc_plugins_program(version);
    return clang->program ||
           set_error(error, "no clang-%s in PATH; install it, or name one "
                     "with --clang", version);
}

/* Not its hash: reading 100 MB costs more than a run may. */
static void add_program(GChecksum *sum, HcFiles *files, const char *path)
{
    g_autofree char *target = realpath(path, NULL);
    const HcFile *file = hc_files_get(files, target ? target : path);
    g_autofree char *text = g_strdup_printf(
        "%s %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT,
        file->path, file->size, file->mtime, file->inode);

    g_checksum_update(sum, (const guchar *)text, -1);
}

static void add_content(GChecksum *sum, HcFiles *files, const char *path)
{
    const char *hash = path ? hc_files_hash(files, hc_files_get(files, path))
                            : NULL;

    g_checksum_update(sum, (const guchar *)"\n", 1);
    g_checksum_update(sum, (const guchar *)(hash ? hash : "-"), -1);
}

HcClang *hc_clang_new(HcFiles *files, const char *compiler,
                      const char *program, const char *plugin,
                      const char *contract, GError **error)
{
    g_autoptr(HcClang) clang = g_new0(HcClang, 1);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);

    if (program) {
        clang->program = g_find_program_in_path(program);
        if (!clang->program) {
            set_error(error, "no clang %s", program);
            return NULL;
        }
        if (!g_path_is_absolute(clang->program)) {
            g_autofree char *relative = clang->program;

            clang->program = g_canonicalize_filename(relative, NULL);
        }
    }
    if (!find_plugin(clang, compiler, plugin, error) ||
        !find_program(clang, error)) {
        return NULL;
    }
    if (contract) {
        clang->contract = g_canonicalize_filename(contract, NULL);
    }
    add_program(sum, files, clang->program);
    add_content(sum, files, clang->plugin);
    add_content(sum, files, clang->contract);
    clang->identity = g_strdup(g_checksum_get_string(sum));
    return g_steal_pointer(&clang);
}

void hc_clang_ask_callers(HcClang *clang)
{
    g_autofree char *text = g_strconcat(clang->identity, " callers", NULL);

    clang->callers = TRUE;
    g_free(clang->identity);
    clang->identity = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text,
                                                    -1);
}

static void keep_version(HcRunner *runner, const HcOutput *output,
                         gpointer data)
{
    const char *at = strstr(output->text, "clang version ");

    if (output->end == HC_END_EXIT && at) {
        at += strlen("clang version ");
        g_free(*(char **)data);
        *(char **)data = g_strndup(at, strspn(at, "0123456789."));
    }
}

char *hc_clang_version(const HcClang *clang)
{
    const char *const argv[] = { clang->program, "-v", NULL };
    g_autoptr(HcRunner) runner = hc_runner_new(1, VERSION_TIMEOUT);
    char *version = g_strdup("");

    hc_runner_add(runner, "/", argv, keep_version, &version);
    hc_runner_run(runner);
    return version;
}

static void add_all(GPtrArray *argv, const char *const *words)
{
    for (; *words; words++) {
        g_ptr_array_add(argv, g_strdup(*words));
    }
}

static void add_config(GPtrArray *argv, const char *name, const char *value)
{
    static const char *const words[] = { "-Xclang", "-analyzer-config",
                                         "-Xclang", NULL };

    if (value) {
        add_all(argv, words);
        g_ptr_array_add(argv,
                        g_strdup_printf("qemu.iothread%s=%s", name, value));
    }
}

/* No flag of the entry's may be an error only because it is for gcc, or for a
 * build that stops at warnings. */
static GPtrArray *common(const HcClang *clang, const char *const *flags)
{
    static const char *const tolerant[] = {
        "-w", "-Wno-error", "-Wno-unknown-warning-option",
        "-Qunused-arguments", "-fno-color-diagnostics",
        "-fno-caret-diagnostics", "-fno-crash-diagnostics", NULL
    };
    GPtrArray *argv = g_ptr_array_new();

    g_ptr_array_add(argv, g_strdup(clang->program));
    add_all(argv, flags);
    add_all(argv, tolerant);
    if (clang->overlay) {
        g_ptr_array_add(argv, g_strdup("-ivfsoverlay"));
        g_ptr_array_add(argv, g_strdup(clang->overlay));
    }
    return argv;
}

static char **end(GPtrArray *argv, const HcEntry *entry)
{
    g_ptr_array_add(argv, g_strdup("--"));
    g_ptr_array_add(argv, g_strdup(entry->file));
    g_ptr_array_add(argv, NULL);
    return (char **)g_ptr_array_free(argv, FALSE);
}

char **hc_clang_command(const HcClang *clang, const HcEntry *entry,
                        const char *const *flags, const char *summary,
                        const char *callees, const char *bodies)
{
    /* See plugin/Action.cpp; what is under __clang_analyzer__ is as it is with
     * --analyze. */
    const char *const load[] = { "-fsyntax-only",
                                 "-Xclang", "-setup-static-analyzer",
                                 "-Xclang", "-load", "-Xclang", clang->plugin,
                                 "-Xclang", "-plugin", "-Xclang", "holdcheck",
                                 "-Xclang", "-analyzer-checker=qemu.iothread",
                                 NULL };
    GPtrArray *argv = common(clang, flags);

    add_all(argv, load);
    add_config(argv, ":Summary", summary);
    add_config(argv, ":Callees", callees);
    add_config(argv, ":Bodies", bodies);
    add_config(argv, ":TellBodies", bodies ? NULL : "true");
    add_config(argv, ":Contract", clang->contract);
    add_config(argv, ".UnheldContext:Classic",
               clang->callers ? "true" : NULL);
    return end(argv, entry);
}

char **hc_clang_preprocess(const HcClang *clang, const HcEntry *entry,
                           const char *const *flags, const char *output)
{
    const char *const words[] = { "-E", "-o", output, NULL };
    GPtrArray *argv = common(clang, flags);

    add_all(argv, words);
    return end(argv, entry);
}
