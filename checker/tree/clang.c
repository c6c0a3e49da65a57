/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/clang.h"
#include "tree/strings.h"

#include <stdlib.h>

#define PLUGIN "libholdcheck.so"

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

/* PREFIX/lib/holdcheck, where this program is PREFIX/bin/holdcheck. */
static char *plugin_folder(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *bin = g_path_get_dirname(self ? self : ".");

    return g_build_filename(bin, "..", "lib", "holdcheck", NULL);
}

static int compare_versions(gconstpointer a, gconstpointer b)
{
    long x = strtol(*(const char *const *)a, NULL, 10);
    long y = strtol(*(const char *const *)b, NULL, 10);

    return x == y ? hc_compare_strings(b, a) : x < y ? 1 : -1;
}

/* Versions with a plugin, the newest first. */
static GPtrArray *plugin_versions(const char *folder)
{
    GPtrArray *versions = g_ptr_array_new_with_free_func(g_free);
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, PLUGIN, NULL);

        if (g_ascii_isdigit(*name) &&
            g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
            g_ptr_array_add(versions, g_strdup(name));
        }
    }
    if (dir) {
        g_dir_close(dir);
    }
    g_ptr_array_sort(versions, compare_versions);
    return versions;
}

static char *program_of(const char *version)
{
    g_autofree char *name = g_strdup_printf("clang-%s", version);

    return g_find_program_in_path(name);
}

/* The version that a plugin's folder is named after, else NULL. */
static char *version_of(const char *plugin)
{
    g_autofree char *folder = g_path_get_dirname(plugin);
    char *name = g_path_get_basename(folder);

    if (!g_ascii_isdigit(*name)) {
        g_clear_pointer(&name, g_free);
    }
    return name;
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

static gboolean find_plugin(HcClang *clang, const char *plugin,
                            GError **error)
{
    g_autofree char *folder = NULL;
    g_autoptr(GPtrArray) versions = NULL;

    if (!plugin) {
        plugin = g_getenv("HOLDCHECK_PLUGIN");
    }
    if (plugin && *plugin) {
        clang->plugin = g_canonicalize_filename(plugin, NULL);
        return g_file_test(clang->plugin, G_FILE_TEST_IS_REGULAR) ||
               set_error(error, "no plugin %s", clang->plugin);
    }
    folder = plugin_folder();
    versions = plugin_versions(folder);
    for (guint i = 0; i < versions->len && !clang->plugin; i++) {
        g_autofree char *found = program_of(versions->pdata[i]);

        if (clang->program || found) {
            clang->plugin = g_build_filename(folder, versions->pdata[i],
                                             PLUGIN, NULL);
        }
    }
    if (!versions->len) {
        return set_error(error, "no plugin in %s; name one with --plugin",
                         folder);
    }
    return clang->plugin ||
           set_error(error, "no clang-%s in PATH; install it, or name one "
                     "with --clang", (char *)versions->pdata[0]);
}

static gboolean find_program(HcClang *clang, GError **error)
{
    g_autofree char *version = NULL;

    if (clang->program) {
        return TRUE;
    }
    version = version_of(clang->plugin);
    if (!version) {
        return set_error(error, "which clang is %s for? name it with --clang",
                         clang->plugin);
    }
    clang->program = program_of(version);
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

HcClang *hc_clang_new(HcFiles *files, const char *program, const char *plugin,
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
    if (!find_plugin(clang, plugin, error) || !find_program(clang, error)) {
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

char *hc_clang_version(const HcClang *clang)
{
    const char *argv[] = { clang->program, "--version", NULL };
    g_autofree char *out = NULL;
    const char *version;

    if (!g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL,
                      NULL, NULL, &out, NULL, NULL, NULL)) {
        return g_strdup("");
    }
    version = strstr(out, "clang version ");
    version = version ? version + strlen("clang version ") : "";
    return g_strndup(version, strspn(version, "0123456789."));
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
                        const char *callees)
{
    /* A plist would be left where clang runs. */
    const char *const load[] = { "--analyze", "--analyzer-no-default-checks",
                                 "--analyzer-output", "text",
                                 "-Xclang", "-load", "-Xclang", clang->plugin,
                                 "-Xclang", "-analyzer-checker=qemu.iothread",
                                 NULL };
    GPtrArray *argv = common(clang, flags);

    add_all(argv, load);
    add_config(argv, ":Summary", summary);
    add_config(argv, ":Callees", callees);
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
