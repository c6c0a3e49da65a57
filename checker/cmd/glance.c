/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/glance.h"
#include "cmd/place.h"
#include "tree/diff.h"
#include "tree/functions.h"
#include "tree/ground.h"
#include "tree/look.h"
#include "tree/strings.h"

/* More is a merge: then nobody asks for a tenth of a second. */
#define MAX_FILES 64

typedef struct Glance {
    HcContract *contract;
    HcCache *cache;
    HcGround *ground;
    HcDatabase *database;  /* only its name */
    GPtrArray *functions;  /* char *, sorted */
    GHashTable *set;       /* owns them */
} Glance;

static void glance_clear(Glance *glance)
{
    g_clear_pointer(&glance->contract, hc_contract_free);
    g_clear_pointer(&glance->cache, hc_cache_free);
    g_clear_pointer(&glance->ground, hc_ground_free);
    g_clear_pointer(&glance->database, hc_database_free);
    g_clear_pointer(&glance->functions, g_ptr_array_unref);
    g_clear_pointer(&glance->set, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Glance, glance_clear)

/* Nobody now asks for another than the last check had. */
static gboolean is_same(const char *asked, const char *had)
{
    g_autofree char *path = asked && *asked
        ? g_canonicalize_filename(asked, NULL) : NULL;

    return !path || g_str_equal(path, had);
}

static gboolean prepare(Glance *glance, const HcOptions *options)
{
    static const char *const none[] = { NULL };
    g_autofree char *folder = hc_place_cache(options);
    g_autofree char *build = g_canonicalize_filename(options->build, NULL);
    const char *plugin = options->plugin ? options->plugin
                                         : g_getenv("HOLDCHECK_PLUGIN");

    glance->cache = folder ? hc_cache_open(folder, NULL) : NULL;
    glance->ground = glance->cache ? hc_ground_load(glance->cache) : NULL;
    if (!glance->ground || options->clang ||
        !is_same(plugin, glance->ground->plugin) ||
        (!options->contract && *glance->ground->contract) ||
        !is_same(options->contract, glance->ground->contract)) {
        return FALSE;
    }
    glance->contract = hc_contract_load(options->contract, NULL);
    glance->database = hc_database_new("/", none, none);
    glance->database->path = g_build_filename(build, "compile_commands.json",
                                              NULL);
    glance->set = hc_functions_load(glance->cache);
    glance->functions = hc_sorted_keys(glance->set);
    return glance->contract != NULL;
}

static HcFiles *files_now(Glance *glance, const HcOverlay *overlay)
{
    HcFiles *files = hc_files_new();
    g_autofree char *index = hc_cache_path(glance->cache, "files");

    hc_files_load_index(files, index);
    hc_overlay_apply(overlay, files);
    return files;
}

static HcFiles *files_then(HcFiles *now, const HcOverlay *overlay)
{
    HcFiles *files = hc_files_new_beside(now);

    hc_overlay_apply(overlay, files);
    return files;
}

/* The search finds what it found in the last check, now and then. */
static gboolean finds_same(Glance *glance, HcFiles *files, HcFiles *then)
{
    const HcGround *ground = glance->ground;
    const char *contract = *ground->contract ? ground->contract : NULL;
    const char *const *names =
        (const char *const *)glance->functions->pdata;
    guint n = glance->functions->len;
    g_autoptr(HcClang) clang = hc_clang_new(files, NULL, ground->program,
                                            ground->plugin, contract, NULL);
    g_autoptr(HcSearch) search = hc_search_new(glance->database, files,
                                               glance->contract);
    g_autofree char *key = clang ? hc_search_key(search, clang->identity,
                                                 names, n) : NULL;
    g_autoptr(GPtrArray) found =
        g_strcmp0(key, ground->key) == 0
            ? hc_search_recall(search, then, glance->cache, clang->identity,
                               names, n) : NULL;

    return found != NULL;
}

static gboolean can_matter(Glance *glance, HcChange *change, HcFiles *files,
                           const HcVocabulary *words, const char *name)
{
    g_autofree char *path = hc_change_path(change, name);
    HcLook look = { .file = hc_files_get(files, path) };

    hc_look(files, words, &look, 1);
    g_string_free(look.includes, TRUE);
    return look.facts.matters ||
           g_hash_table_contains(glance->ground->files, path);
}

static gboolean some_can_matter(Glance *glance, HcChange *change,
                                HcFiles *files)
{
    HcVocabulary *words = hc_vocabulary_new(
        glance->contract, (const char *const *)glance->functions->pdata,
        glance->functions->len);
    gboolean some = FALSE;

    for (guint i = 0; !some && i < change->rows->len; i++) {
        const HcDiffRow *row = change->rows->pdata[i];

        some = can_matter(glance, change, files, words, row->name) ||
               (row->old_name && can_matter(glance, change, files, words,
                                            row->old_name));
    }
    hc_vocabulary_free(words);
    return some;
}

gboolean hc_glance_spares(HcChange *change, const HcOptions *options)
{
    g_auto(Glance) glance = { .cache = NULL };
    g_autoptr(HcFiles) now = NULL;
    g_autoptr(HcFiles) then = NULL;

    if (change->rows->len > MAX_FILES || !prepare(&glance, options) ||
        !hc_change_place(change, glance.ground->root, NULL)) {
        return FALSE;
    }
    now = files_now(&glance, change->now);
    then = files_then(now, change->then);
    /* The cheap questions first. */
    return !some_can_matter(&glance, change, now) &&
           !some_can_matter(&glance, change, then) &&
           finds_same(&glance, now, then) &&
           hc_ground_holds(glance.ground, now);
}
