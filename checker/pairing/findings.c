/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Findings: their texts, and the one order in which they come out.
 */
#include "pairing/findings.h"

#include "summary/term.h"

/* A finding may outlive the summaries. */
static HcPlace keep(const HcPlace *place)
{
    HcPlace kept = *place;

    kept.file = g_intern_string(place->file);
    return kept;
}

static void note_free(gpointer data)
{
    HcFindingNote *note = data;

    g_free(note->arg1);
    g_free(note->arg2);
    g_free(note);
}

static void finding_free(gpointer data)
{
    HcFinding *finding = data;

    g_free(finding->arg1);
    g_free(finding->arg2);
    g_free(finding->arg3);
    g_free(finding->function);
    g_free(finding->pair);
    g_free(finding->key_text);
    g_free(finding->holder_text);
    g_ptr_array_unref(finding->notes);
    g_free(finding);
}

HcPairing *hc_pairing_new(void)
{
    HcPairing *pairing = g_new0(HcPairing, 1);

    pairing->findings = g_ptr_array_new_with_free_func(finding_free);
    return pairing;
}

void hc_pairing_free(HcPairing *pairing)
{
    if (pairing) {
        g_ptr_array_unref(pairing->findings);
        g_clear_pointer(&pairing->holds, g_ptr_array_unref);
        g_free(pairing);
    }
}

const char *hc_silence_name(HcSilence silence)
{
    static const char *const names[] = {
        [HC_SILENCE_GIVEN_UP] = "given-up",
        [HC_SILENCE_GUARD_UNKNOWN] = "guard-unknown",
        [HC_SILENCE_NAME_UNKNOWN] = "name-unknown",
        [HC_SILENCE_KEY_UNKNOWN] = "key-unknown",
        [HC_SILENCE_INCOMPLETE] = "incomplete",
        [HC_SILENCE_UNSEEN] = "unseen",
    };

    return names[silence];
}

char *hc_hold_phrase(const char *key_text, const char *holder_text)
{
    if (!holder_text || !*holder_text) {
        return g_strdup_printf("'%s'", key_text ? key_text : "");
    }
    return g_strdup_printf("'%s' as %s", key_text ? key_text : "",
                           holder_text);
}

/* The texts take only %s; the arguments are file content, never a format. */
static char *fill(const char *text, const char *const *args, guint n)
{
    GString *out = g_string_new(NULL);
    guint next = 0;

    for (; *text; text++) {
        if (text[0] == '%' && text[1] == 's') {
            if (next < n && args[next]) {
                g_string_append(out, args[next]);
            }
            next++;
            text++;
        } else {
            g_string_append_c(out, *text);
        }
    }
    return g_string_free(out, FALSE);
}

char *hc_finding_text(const HcFinding *finding)
{
    const char *args[] = { finding->arg1, finding->arg2, finding->arg3 };

    return fill(hc_message_text(finding->message), args, G_N_ELEMENTS(args));
}

char *hc_note_text(const HcFindingNote *note)
{
    const char *args[] = { note->arg1, note->arg2 };

    return fill(hc_message_text(note->message), args, G_N_ELEMENTS(args));
}

HcFinding *hc_finding_add(HcPairing *pairing, HcMessage message,
                          const HcPlace *place, const HcPlace *related,
                          const char *function, const char *arg1,
                          const char *arg2, const char *arg3)
{
    HcFinding *finding = g_new0(HcFinding, 1);

    finding->message = message;
    finding->arg1 = g_strdup(arg1);
    finding->arg2 = g_strdup(arg2);
    finding->arg3 = g_strdup(arg3);
    finding->place = keep(place);
    if (related) {
        finding->related = keep(related);
    }
    finding->function = g_strdup(function);
    finding->notes = g_ptr_array_new_with_free_func(note_free);
    g_ptr_array_add(pairing->findings, finding);
    return finding;
}

void hc_finding_note(HcFinding *finding, HcMessage message,
                     const HcPlace *place, const char *arg1, const char *arg2)
{
    HcFindingNote *note = g_new0(HcFindingNote, 1);

    note->message = message;
    note->place = keep(place);
    note->arg1 = g_strdup(arg1);
    note->arg2 = g_strdup(arg2);
    g_ptr_array_add(finding->notes, note);
}

static gboolean has_holder(const HcEffect *effect)
{
    return effect->holder_text && *effect->holder_text;
}

void hc_finding_about(HcFinding *finding, const HcEffect *effect)
{
    g_free(finding->pair);
    g_free(finding->key_text);
    g_free(finding->holder_text);
    finding->pair = g_strdup(effect->pair);
    finding->key_text = g_strdup(effect->key_text);
    finding->holder_text = g_strdup(effect->holder_text);
}

void hc_finding_note_get(HcFinding *finding, const HcEffect *get)
{
    hc_finding_about(finding, get);
    hc_finding_note(finding,
                    has_holder(get) ? HC_NOTE_TAKEN : HC_NOTE_TAKEN_PLAIN,
                    &get->place, get->holder_text, NULL);
}

void hc_finding_note_put(HcFinding *finding, const HcEffect *put)
{
    if (!finding->key_text) {
        hc_finding_about(finding, put);
    }
    hc_finding_note(finding,
                    has_holder(put) ? HC_NOTE_PUT : HC_NOTE_PUT_PLAIN,
                    &put->place, put->holder_text, NULL);
}

/* Of two things about one hold, the plainer one is said. */
static int rank(HcMessage message)
{
    return message == HC_MSG_LEAK_TWICE ? HC_MESSAGE_COUNT : (int)message;
}

static int compare_findings(gconstpointer a, gconstpointer b)
{
    const HcFinding *x = *(HcFinding *const *)a;
    const HcFinding *y = *(HcFinding *const *)b;
    int order = hc_place_compare(&x->place, &y->place);

    if (!order) {
        order = (int)hc_message_rule(x->message) -
                (int)hc_message_rule(y->message);
    }
    if (!order) {
        order = g_strcmp0(x->arg1, y->arg1);
    }
    if (!order) {
        order = rank(x->message) - rank(y->message);
    }
    if (!order) {
        g_autofree char *s = hc_finding_text(x);
        g_autofree char *t = hc_finding_text(y);

        order = strcmp(s, t);
    }
    if (!order) {
        order = hc_place_compare(&x->related, &y->related);
    }
    /* The one that explains less is the one that was found more directly. */
    return order ? order : (int)x->notes->len - (int)y->notes->len;
}

/* A loop that puts one too few leaks on the path where it is the only one,
 * and is short where there are more: one bug. */
static gboolean told_by_path(const GPtrArray *findings, const HcFinding *twice)
{
    guint i;

    for (i = 0; i < findings->len; i++) {
        const HcFinding *finding = g_ptr_array_index(findings, i);

        if (finding->message == HC_MSG_LEAK_SLOT_PATH &&
            hc_place_compare(&finding->related, &twice->related) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_findings_explain(const HcPairing *pairing, const HcEffect *get)
{
    guint i;

    for (i = 0; i < pairing->findings->len; i++) {
        const HcFinding *finding = g_ptr_array_index(pairing->findings, i);

        if (hc_message_rule(finding->message) == HC_RULE_HOLDER_MISMATCH &&
            hc_place_compare(&finding->related, &get->place) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

void hc_findings_finish(HcPairing *pairing)
{
    GPtrArray *findings = pairing->findings;
    guint i = 0;

    while (i < findings->len) {
        const HcFinding *finding = g_ptr_array_index(findings, i);

        if (finding->message == HC_MSG_LEAK_TWICE &&
            told_by_path(findings, finding)) {
            g_ptr_array_remove_index(findings, i);
        } else {
            i++;
        }
    }
    g_ptr_array_sort(findings, compare_findings);
    i = 1;
    while (i < findings->len) {
        const HcFinding *before = g_ptr_array_index(findings, i - 1);
        const HcFinding *finding = g_ptr_array_index(findings, i);

        /* One rule says one thing about one hold in one statement. */
        if (hc_place_compare(&before->place, &finding->place) == 0 &&
            g_strcmp0(before->arg1, finding->arg1) == 0 &&
            hc_message_rule(before->message) ==
            hc_message_rule(finding->message)) {
            g_ptr_array_remove_index(findings, i);
        } else {
            i++;
        }
    }
}
