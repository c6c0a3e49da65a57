/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/holds.h"
#include "summary/term.h"

#include <string.h>

typedef struct Map {
    HcReport *report;
    const HcRun *run;
    const HcPairing *pairing;
    GHashTable *rows;   /* "place" -> HcHoldRow */
} Map;

static HcReportPlace place_of(Map *map, const HcPart *part,
                              const HcPlace *place)
{
    g_autofree char *path = NULL;

    if (!place->file || !*place->file) {
        return (HcReportPlace){ 0 };
    }
    path = g_canonicalize_filename(place->file, part->entry->directory);
    return hc_report_place(map->report, path, place->line, place->column);
}

static gboolean same_place(const HcPlace *a, const HcPlace *b)
{
    return a->line && hc_place_compare(a, b) == 0;
}

/* Whether something is wrong with the hold taken at @place. */
static gboolean is_accused(const Map *map, const HcPlace *place)
{
    for (guint i = 0; i < map->pairing->findings->len; i++) {
        const HcFinding *finding = map->pairing->findings->pdata[i];

        if (same_place(&finding->place, place) ||
            same_place(&finding->related, place)) {
            return TRUE;
        }
    }
    for (guint i = 0; i < map->run->parts->len; i++) {
        const HcPart *part = map->run->parts->pdata[i];

        for (guint j = 0; part->unit && j < part->unit->findings->len; j++) {
            const HcUnitFinding *finding = part->unit->findings->pdata[j];

            if (same_place(&finding->place, place) ||
                same_place(&finding->related, place)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

static gboolean same_owner(const HcEffect *a, const HcEffect *b)
{
    for (char **owner = a->owners; owner && *owner; owner++) {
        if (b->owners &&
            g_strv_contains((const char *const *)b->owners, *owner)) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean may_put(const HcEffect *put, const HcEffect *get)
{
    return put->kind == HC_EFFECT_RELEASE &&
           g_strcmp0(put->pair, get->pair) == 0 &&
           g_strcmp0(put->holder_text, get->holder_text) == 0 &&
           same_owner(put, get);
}

typedef void (*EffectFn)(Map *map, const HcPart *part,
                         const HcFunction *function, const HcPath *path,
                         const HcEffect *effect, gpointer opaque);

static void for_effects(Map *map, EffectFn fn, gpointer opaque)
{
    for (guint i = 0; i < map->run->parts->len; i++) {
        const HcPart *part = map->run->parts->pdata[i];
        GPtrArray *functions = part->unit ? part->unit->summary->functions
                                          : NULL;

        for (guint j = 0; functions && j < functions->len; j++) {
            const HcFunction *function = functions->pdata[j];

            for (guint k = 0; k < function->paths->len; k++) {
                const HcPath *path = function->paths->pdata[k];

                for (guint l = 0; l < path->effects->len; l++) {
                    fn(map, part, function, path, path->effects->pdata[l],
                       opaque);
                }
            }
        }
    }
}

typedef struct Put {
    HcHoldRow *row;
    const HcEffect *get;
} Put;

static void add_put(Map *map, const HcPart *part, HcHoldRow *row,
                    const HcEffect *put)
{
    HcReportPlace place = place_of(map, part, &put->place);

    for (guint i = 0; i < row->puts->len; i++) {
        const HcHoldPut *known = row->puts->pdata[i];

        if (hc_report_place_compare(&known->place, &place) == 0) {
            return;
        }
    }
    hc_report_add_put(map->report, row, put->function, place);
}

static void find_put(Map *map, const HcPart *part, const HcFunction *function,
                     const HcPath *path, const HcEffect *effect,
                     gpointer opaque)
{
    Put *put = opaque;

    if (!effect->matched && may_put(effect, put->get)) {
        add_put(map, part, put->row, effect);
    }
}

/* The slot that @function fills, "" for none. */
static const char *slot_of(const HcPart *part, const char *function)
{
    GPtrArray *slots = part->unit->summary->slots;

    for (guint i = 0; i < slots->len; i++) {
        const HcSlot *slot = slots->pdata[i];

        if (g_strcmp0(slot->function, function) == 0) {
            return slot->slot;
        }
    }
    return "";
}

static void add_local_puts(Map *map, const HcPart *part, const HcPath *path,
                           HcHoldRow *row, const HcEffect *get)
{
    for (guint i = 0; i < path->effects->len; i++) {
        const HcEffect *put = path->effects->pdata[i];

        if (put->kind == HC_EFFECT_RELEASE && put->matched &&
            put->key == get->key && g_strcmp0(put->pair, get->pair) == 0) {
            add_put(map, part, row, put);
        }
    }
}

static void add_get(Map *map, const HcPart *part, const HcFunction *function,
                    const HcPath *path, const HcEffect *get, gpointer opaque)
{
    HcReportPlace place;
    g_autofree char *key = NULL;
    HcHoldRow *row;

    if (get->kind != HC_EFFECT_ACQUIRE || !get->place.line) {
        return;
    }
    place = place_of(map, part, &get->place);
    key = g_strdup_printf("%s\n%u\n%u", place.file, place.line, place.column);
    row = g_hash_table_lookup(map->rows, key);
    if (!row) {
        row = hc_report_add_hold(map->report, place);
        row->iothread = hc_report_string(map->report, get->key_text);
        row->holder = hc_report_string(map->report, get->holder_text);
        row->function = hc_report_string(map->report, get->function);
        row->paired = HC_PAIRED_YES;
        row->life_cycle = "one function";
        g_hash_table_insert(map->rows, g_steal_pointer(&key), row);
    }
    if (get->matched) {
        add_local_puts(map, part, path, row, get);
    } else {
        Put put = { row, get };

        row->life_cycle = hc_report_string(map->report,
                                           slot_of(part, function->name));
        if (get->owners && *get->owners) {
            row->owner = hc_report_string(map->report, *get->owners);
        }
        for_effects(map, find_put, &put);
        row->paired = HC_PAIRED_UNKNOWN;
        row->reason = row->puts->len
            ? "whether the put always runs was not shown"
            : "no put of the same owner was seen";
    }
    if (is_accused(map, &get->place)) {
        row->paired = HC_PAIRED_NO;
        row->reason = "";
    }
}

void hc_holds_add(HcReport *report, const HcRun *run,
                  const HcPairing *pairing)
{
    g_autoptr(GHashTable) rows =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Map map = { report, run, pairing, rows };

    for_effects(&map, add_get, NULL);
}
