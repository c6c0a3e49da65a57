/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/ledger.h"

#include "pairing/catalogue.h"
#include "pairing/match.h"
#include "summary/term.h"

struct HcLedger {
    GHashTable *rows;     /* place of a get, the entry's own ->
                           * HcHoldEntry */
    GHashTable *by_get;   /* HcEffect -> the same, borrowed: the way while
                           * judging, which asks often */
};

static void put_free(gpointer data)
{
    HcHoldEntryPut *put = data;

    g_free(put->function);
    g_free(put);
}

static void entry_free(gpointer data)
{
    HcHoldEntry *entry = data;

    g_free(entry->pair);
    g_free(entry->key_text);
    g_free(entry->holder_text);
    g_free(entry->function);
    g_free(entry->owner);
    g_free(entry->acquire_slot);
    g_free(entry->release_slot);
    g_ptr_array_unref(entry->puts);
    g_free(entry);
}

HcLedger *hc_ledger_new(void)
{
    HcLedger *ledger = g_new0(HcLedger, 1);

    ledger->rows = g_hash_table_new_full(hc_place_hash, hc_place_equal, NULL,
                                         entry_free);
    ledger->by_get = g_hash_table_new(NULL, NULL);
    return ledger;
}

void hc_ledger_free(HcLedger *ledger)
{
    g_hash_table_unref(ledger->by_get);
    g_hash_table_unref(ledger->rows);
    g_free(ledger);
}

static HcHoldEntry *find(HcProgram *program, const HcPlace *place)
{
    return g_hash_table_lookup(program->ledger->rows, place);
}

static HcHoldEntry *entry_for(HcProgram *program, const HcEffect *get)
{
    return g_hash_table_lookup(program->ledger->by_get, get);
}

/* A row may outlive the summaries. */
static HcPlace copy_place(const HcPlace *place)
{
    HcPlace copy = *place;

    copy.file = g_intern_string(place->file);
    return copy;
}

static HcHoldEntry *entry_of(HcProgram *program, const HcEffect *get)
{
    HcHoldEntry *entry = find(program, &get->place);

    if (!entry) {
        entry = g_new0(HcHoldEntry, 1);
        entry->place = copy_place(&get->place);
        entry->pair = g_strdup(get->pair);
        entry->key_text = g_strdup(get->key_text);
        entry->holder_text = g_strdup(get->holder_text);
        entry->function = g_strdup(get->function);
        entry->puts = g_ptr_array_new_with_free_func(put_free);
        entry->reason = HC_SILENCE_COUNT;
        g_hash_table_insert(program->ledger->rows, &entry->place, entry);
    }
    g_hash_table_insert(program->ledger->by_get, (gpointer)get, entry);
    return entry;
}

static void add_put(HcHoldEntry *entry, const HcEffect *put)
{
    HcHoldEntryPut *row;
    guint i;

    for (i = 0; i < entry->puts->len; i++) {
        const HcHoldEntryPut *known = g_ptr_array_index(entry->puts, i);

        if (hc_place_compare(&known->place, &put->place) == 0) {
            return;
        }
    }
    row = g_new0(HcHoldEntryPut, 1);
    row->function = g_strdup(put->function);
    row->place = copy_place(&put->place);
    g_ptr_array_add(entry->puts, row);
}

static void add_own_puts(HcHoldEntry *entry, const HcPath *path,
                         const HcEffect *get)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *put = g_ptr_array_index(path->effects, i);

        if (put->kind == HC_EFFECT_RELEASE && put->matched &&
            put->key == get->key && hc_same_pair(put, get)) {
            add_put(entry, put);
        }
    }
}

static void add_get(HcProgram *program, const HcPath *path,
                    const HcEffect *get)
{
    HcHoldEntry *entry = entry_of(program, get);

    if (get->matched) {
        add_own_puts(entry, path, get);
    } else {
        entry->leaves = TRUE;
    }
    if (!entry->owner && get->owners && *get->owners) {
        entry->owner = g_strdup(*get->owners);
    }
    if (get->reported) {
        entry->paired = HC_HOLD_WRONG;
    }
}

void hc_ledger_open(HcProgram *program)
{
    const GArray *gets = hc_catalogue(program, HC_EFFECT_ACQUIRE);
    guint i;

    for (i = 0; i < gets->len; i++) {
        const HcEntry *entry = hc_entry_at(gets, i);

        if (entry->effect->place.line) {
            add_get(program, entry->path, entry->effect);
        }
    }
}

void hc_ledger_put(HcProgram *program, const HcEffect *get,
                   const HcEffect *put, const HcSlot *slot)
{
    HcHoldEntry *entry = entry_for(program, get);

    if (entry) {
        add_put(entry, put);
        if (!entry->release_slot && slot) {
            entry->release_slot = g_strdup(slot->slot);
        }
    }
}

void hc_ledger_followed(HcProgram *program, const HcEffect *get,
                        const HcSlot *slot)
{
    HcHoldEntry *entry = entry_for(program, get);

    if (entry) {
        entry->followed = TRUE;
        if (!entry->acquire_slot && slot) {
            entry->acquire_slot = g_strdup(slot->slot);
        }
    }
}

void hc_ledger_doubt(HcProgram *program, const HcEffect *get, HcSilence why)
{
    HcHoldEntry *entry = program->judging ? entry_for(program, get) : NULL;

    if (entry) {
        entry->reason = MIN(entry->reason, why);
    }
}

static void accuse(HcProgram *program, const HcPlace *place)
{
    HcHoldEntry *entry = place->line ? find(program, place) : NULL;

    if (entry) {
        entry->paired = HC_HOLD_WRONG;
    }
}

/* What is about two puts tells of the get in a note.  Where nobody can say
 * which hold was meant, the notes are only candidates. */
static void accuse_all(HcProgram *program, const HcFinding *finding)
{
    guint i;

    accuse(program, &finding->place);
    accuse(program, &finding->related);
    for (i = 0; finding->message != HC_MSG_MISMATCH_NOBODY &&
                i < finding->notes->len; i++) {
        const HcFindingNote *note = g_ptr_array_index(finding->notes, i);

        if (note->message == HC_NOTE_TAKEN ||
            note->message == HC_NOTE_TAKEN_PLAIN) {
            accuse(program, &note->place);
        }
    }
}

static int compare_entries(gconstpointer a, gconstpointer b)
{
    const HcHoldEntry *x = *(HcHoldEntry *const *)a;
    const HcHoldEntry *y = *(HcHoldEntry *const *)b;

    return hc_place_compare(&x->place, &y->place);
}

static int compare_puts(gconstpointer a, gconstpointer b)
{
    const HcHoldEntryPut *x = *(HcHoldEntryPut *const *)a;
    const HcHoldEntryPut *y = *(HcHoldEntryPut *const *)b;

    return hc_place_compare(&x->place, &y->place);
}

static void settle(HcHoldEntry *entry)
{
    g_ptr_array_sort(entry->puts, compare_puts);
    if (entry->paired == HC_HOLD_WRONG) {
        return;
    }
    if (entry->reason == HC_SILENCE_COUNT &&
        (entry->followed || !entry->leaves) && entry->puts->len) {
        entry->paired = HC_HOLD_PAIRED;
        return;
    }
    entry->paired = HC_HOLD_UNKNOWN;
    if (entry->reason == HC_SILENCE_COUNT) {
        entry->reason = HC_SILENCE_UNSEEN;
    }
}

GPtrArray *hc_ledger_finish(HcProgram *program)
{
    const GPtrArray *findings = program->result->findings;
    GPtrArray *rows = g_ptr_array_new_with_free_func(entry_free);
    GHashTableIter iter;
    gpointer value;
    guint i;

    for (i = 0; i < findings->len; i++) {
        accuse_all(program, g_ptr_array_index(findings, i));
    }
    g_hash_table_iter_init(&iter, program->ledger->rows);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        settle(value);
        g_ptr_array_add(rows, value);
        g_hash_table_iter_steal(&iter);
    }
    g_ptr_array_sort(rows, compare_entries);
    return rows;
}
