/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/releases.h"

#include "pairing/catalogue.h"
#include "pairing/elsewhere.h"
#include "pairing/outside.h"

struct HcReleases {
    GHashTable *named;   /* hc_key_name() -> GArray of HcRelease */
    GArray *nameless;    /* may be about anything */
    GArray *all;
};

static GArray *array_new(void)
{
    return g_array_new(FALSE, FALSE, sizeof(HcRelease));
}

/* Whether @release is the first of its kind, going by all that is asked of
 * one. */
static gboolean is_new(GHashTable *seen, const HcRelease *release)
{
    g_autofree char *effect = hc_effect_identity(release->effect);

    return g_hash_table_add(
        seen, g_strdup_printf("%u %p %d %s", release->unit, release->function,
                              hc_is_balanced(release->path, release->at),
                              effect));
}

static void add(HcReleases *self, HcRelease release)
{
    g_autofree char *name = hc_key_name(release.effect->key);
    GArray *named = name ? g_hash_table_lookup(self->named, name)
                         : self->nameless;

    release.number = self->all->len;
    if (!named) {
        named = array_new();
        g_hash_table_insert(self->named, g_steal_pointer(&name), named);
    }
    g_array_append_val(named, release);
    g_array_append_val(self->all, release);
}

HcReleases *hc_releases_new(HcProgram *program)
{
    HcReleases *self = g_new0(HcReleases, 1);
    const GArray *puts = hc_catalogue(program, HC_EFFECT_RELEASE);
    g_autoptr(GHashTable) seen =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    guint i;

    self->named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)g_array_unref);
    self->nameless = array_new();
    self->all = array_new();
    for (i = 0; i < puts->len; i++) {
        const HcEntry *put = hc_entry_at(puts, i);
        const HcRelease release = { put->effect, put->function, put->path,
                                    put->at, put->unit, 0 };

        /* What is called shows in its callers, with better known terms. */
        if (!put->effect->matched &&
            !hc_program_is_called(program, program->summaries[put->unit],
                                  put->function->name) &&
            is_new(seen, &release)) {
            add(self, release);
        }
    }
    return self;
}

void hc_releases_free(HcReleases *self)
{
    if (self) {
        g_hash_table_unref(self->named);
        g_array_unref(self->nameless);
        g_array_unref(self->all);
        g_free(self);
    }
}

void hc_releases_begin(const HcReleases *self, const HcTerm *key,
                       HcReleaseIter *iter)
{
    g_autofree char *name = hc_key_name(key);

    *iter = (HcReleaseIter) {
        .named = name ? g_hash_table_lookup(self->named, name) : self->all,
        .nameless = name ? self->nameless : NULL,
    };
}

static const HcRelease *at(const GArray *releases, guint i)
{
    return releases && i < releases->len
           ? &g_array_index(releases, HcRelease, i) : NULL;
}

const HcRelease *hc_releases_next(HcReleaseIter *iter)
{
    const HcRelease *a = at(iter->named, iter->i);
    const HcRelease *b = at(iter->nameless, iter->k);

    if (a && (!b || a->number < b->number)) {
        iter->i++;
        return a;
    }
    iter->k += b != NULL;
    return b;
}
