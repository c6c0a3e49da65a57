/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/tool.h"
#include "cmd/place.h"
#include "cmd/say.h"
#include "tree/strings.h"

/* What a tree needs is some 10 MB. */
#define CACHE_DAYS 30
#define CACHE_BYTES ((guint64)1 << 30)

void hc_tool_free(HcTool *tool)
{
    if (tool) {
        hc_cache_free(tool->cache);
        hc_clang_free(tool->clang);
        hc_database_free(tool->database);
        hc_contract_free(tool->contract);
        g_free(tool->root);
        g_free(tool);
    }
}

static gboolean open_cache(HcTool *tool, const HcOptions *options,
                           GError **error)
{
    g_autofree char *folder = hc_place_cache(options);
    g_autoptr(GError) why = NULL;

    tool->cache = hc_cache_open(folder, &why);
    if (!tool->cache) {
        /* A folder that somebody named must do; else it works without. */
        if (options->cache || options->n_shards) {
            g_propagate_error(error, g_steal_pointer(&why));
            return FALSE;
        }
        hc_say("works without a cache: %s", why->message);
        tool->cache = hc_cache_open(NULL, NULL);
    }
    for (char **join = options->join; join && *join; join++) {
        hc_cache_join(tool->cache, *join);
    }
    return TRUE;
}

static HcDatabase *load_database(const HcOptions *options, GError **error)
{
    if (options->flags) {
        g_autofree char *here = g_get_current_dir();

        return hc_database_new(here, (const char *const *)options->paths,
                               (const char *const *)options->flags);
    }
    return hc_database_load(options->build, error);
}

HcTool *hc_tool_new(const HcOptions *options, GError **error)
{
    g_autoptr(HcTool) tool = g_new0(HcTool, 1);
    g_autoptr(HcFiles) files = NULL;
    g_autofree char *message = NULL;
    g_autofree char *compiler = NULL;

    tool->part = options->n_shards != 0;
    tool->contract = hc_contract_load(options->contract, &message);
    if (!tool->contract) {
        g_set_error_literal(error, HC_TREE_ERROR, HC_TREE_ERROR_INPUT,
                            message);
        return NULL;
    }
    tool->database = load_database(options, error);
    if (!tool->database) {
        return NULL;
    }
    tool->root = hc_place_root(options, tool->database);
    if (!open_cache(tool, options, error)) {
        return NULL;
    }
    files = hc_tool_files(tool, NULL);
    compiler = hc_database_compiler(tool->database);
    tool->clang = hc_clang_new(files, compiler, options->clang,
                               options->plugin, options->contract, error);
    if (!tool->clang) {
        return NULL;
    }
    /* The plugin is hashed once, not once a run. */
    hc_tool_keep(tool, files);
    if (options->callers) {
        hc_clang_ask_callers(tool->clang);
    }
    return g_steal_pointer(&tool);
}

HcFiles *hc_tool_files(const HcTool *tool, const HcOverlay *overlay)
{
    HcFiles *files = hc_files_new();
    g_autofree char *index = hc_cache_path(tool->cache, "files");

    if (index) {
        hc_files_load_index(files, index);
    }
    if (overlay) {
        hc_overlay_apply(overlay, files);
    }
    return files;
}

void hc_tool_keep(const HcTool *tool, HcFiles *files)
{
    g_autofree char *index = hc_cache_path(tool->cache, "files");

    if (index) {
        hc_files_save_index(files, index);
    }
}

HcRun *hc_tool_run(HcTool *tool, const HcOptions *options, HcFiles *files,
                   HcOverlay *overlay,
                   void (*progress)(guint done, guint total, gpointer opaque),
                   gpointer opaque, GError **error)
{
    HcRunOptions run_options = {
        .n_parallel = options->jobs,
        .timeout = options->timeout,
        .shard = options->shard,
        .n_shards = options->n_shards,
        .all = options->flags != NULL,
        .root = tool->root,
        .only = tool->only,
        .progress = progress,
        .opaque = opaque,
    };
    g_autoptr(HcFiles) disk = tool->only ? hc_tool_files(tool, NULL) : NULL;
    HcRun *run = NULL;

    run_options.disk = disk;
    if (overlay && hc_overlay_size(overlay)) {
        const char *file = hc_overlay_file(overlay, error);

        if (!file) {
            return NULL;
        }
        tool->clang->overlay = g_strdup(file);
    }
    run = hc_run(tool->database, files, tool->contract, tool->clang,
                 tool->cache, &run_options, error);
    g_clear_pointer(&tool->clang->overlay, g_free);
    return run;
}

HcResult *hc_tool_result(const HcTool *tool, const HcRun *run, HcFiles *files)
{
    gboolean whole = !run->signal && !run->mismatch && !run->n_missing &&
                     !run->n_left && !run->cold && !tool->part &&
                     !tool->database->problems->len;

    return hc_result_new(run, files, tool->contract, whole, tool->root);
}

int hc_tool_say_mismatch(const HcTool *tool)
{
    g_autofree char *version = hc_clang_version(tool->clang);

    return hc_refuse("%s does not fit clang %s (%s): it was built for another "
                     "version; name the right ones with --clang and --plugin",
                     tool->clang->plugin,
                     *version ? version : "of an unknown version",
                     tool->clang->program);
}

void hc_tool_leave(const HcTool *tool, HcFiles *files)
{
    hc_tool_keep(tool, files);
    hc_cache_evict(tool->cache, CACHE_DAYS, CACHE_BYTES);
}
