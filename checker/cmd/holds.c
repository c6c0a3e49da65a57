/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/holds.h"
#include "summary/term.h"

#include <string.h>

static gboolean is_about(const HcPlace *said, const HcPlace *get)
{
    return said->line && hc_place_compare(said, get) == 0;
}

/* Whether a unit itself says that something is wrong with the hold. */
static gboolean is_accused(const HcRun *run, const HcPlace *get)
{
    for (guint i = 0; i < run->parts->len; i++) {
        const HcPart *part = run->parts->pdata[i];

        for (guint j = 0; part->unit && j < part->unit->findings->len; j++) {
            const HcUnitFinding *finding = part->unit->findings->pdata[j];

            if (is_about(&finding->place, get) ||
                is_about(&finding->related, get)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* "VirtioDeviceClass.realize/.unrealize" of two slots of one class. */
static char *life_cycle(const HcHoldEntry *entry)
{
    const char *dot;

    if (!entry->acquire_slot) {
        return g_strdup(entry->leaves ? "" : "one function");
    }
    if (!entry->release_slot) {
        return g_strdup(entry->acquire_slot);
    }
    dot = strchr(entry->release_slot, '.');
    if (dot && strncmp(entry->acquire_slot, entry->release_slot,
                       dot + 1 - entry->release_slot) == 0) {
        return g_strdup_printf("%s/%s", entry->acquire_slot, dot);
    }
    return g_strdup_printf("%s/%s", entry->acquire_slot,
                           entry->release_slot);
}

static const char *why(const HcHoldEntry *entry)
{
    static const char *const texts[] = {
        [HC_SILENCE_GIVEN_UP] = "it goes where it cannot be followed",
        [HC_SILENCE_GUARD_UNKNOWN] =
            "whether the put runs depends on what cannot be related",
        [HC_SILENCE_NAME_UNKNOWN] = "the names cannot be compared",
        [HC_SILENCE_KEY_UNKNOWN] = "the IOThreads cannot be compared",
        [HC_SILENCE_INCOMPLETE] = "a function was not explored to its end",
        [HC_SILENCE_UNSEEN] = "whether a put always follows was not shown",
    };

    return texts[entry->reason];
}

static void add(HcReport *report, const HcRun *run, const HcHoldEntry *entry,
                HcPlaceFn place, gpointer opaque)
{
    HcHoldRow *row = hc_report_add_hold(report, place(&entry->place, opaque));
    g_autofree char *cycle = life_cycle(entry);

    row->iothread = hc_report_string(report, entry->key_text);
    row->holder = hc_report_string(report, entry->holder_text);
    row->function = hc_report_string(report, entry->function);
    row->owner = hc_report_string(report, entry->owner);
    row->life_cycle = hc_report_string(report, cycle);
    for (guint i = 0; i < entry->puts->len; i++) {
        const HcHoldEntryPut *put = entry->puts->pdata[i];

        hc_report_add_put(report, row, put->function,
                          place(&put->place, opaque));
    }
    if (entry->paired == HC_HOLD_WRONG || is_accused(run, &entry->place)) {
        row->paired = HC_PAIRED_NO;
    } else if (entry->paired == HC_HOLD_PAIRED) {
        row->paired = HC_PAIRED_YES;
    } else {
        row->paired = HC_PAIRED_UNKNOWN;
        row->reason = why(entry);
    }
}

void hc_holds_add(HcReport *report, const HcRun *run,
                  const HcPairing *pairing, HcPlaceFn place, gpointer opaque)
{
    for (guint i = 0; i < pairing->holds->len; i++) {
        add(report, run, pairing->holds->pdata[i], place, opaque);
    }
}
