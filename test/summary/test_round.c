/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is read is what was written. */
#include "../pairing/script.h"
#include "sample.h"

#include <string.h>

static HcUnit *again(const HcUnit *unit)
{
    g_autofree char *path = sample_path("again.unit");
    g_autoptr(GError) error = NULL;
    HcUnit *copy;

    hc_unit_write(unit, path, &error);
    g_assert_no_error(error);
    copy = hc_unit_read(path, unit->producer, &error);
    g_assert_no_error(error);
    return copy;
}

static void check_round(const HcUnit *unit)
{
    g_autoptr(HcUnit) copy = again(unit);
    g_autofree char *dump = hc_summary_dump(unit->summary);
    g_autofree char *copied = hc_summary_dump(copy->summary);
    g_autofree char *all = hc_unit_dump(unit);
    g_autofree char *all_copied = hc_unit_dump(copy);
    gsize n = 0, m = 0;
    g_autofree char *text = sample_text(unit, &n);
    g_autofree char *second = sample_text(copy, &m);

    g_assert_cmpstr(dump, ==, copied);
    g_assert_cmpstr(all, ==, all_copied);
    g_assert_cmpmem(text, n, second, m);
}

static void test_small(void)
{
    g_autoptr(HcUnit) unit = sample_small();
    g_autoptr(HcUnit) copy = again(unit);
    const HcFunction *function =
        g_ptr_array_index(copy->summary->functions, 0);
    const HcPath *path = g_ptr_array_index(function->paths, 0);
    const HcEffect *get = g_ptr_array_index(path->effects, 0);
    const HcEffect *call = g_ptr_array_index(path->effects, 1);
    const HcGuard *guard = g_ptr_array_index(path->guards, 0);
    const HcWrite *write = g_ptr_array_index(path->writes, 0);
    const HcWrite *out = g_ptr_array_index(call->call->outs, 0);

    check_round(unit);
    g_assert_true(copy->matters);
    g_assert_true(function->is_static && function->complete);
    /* One term, one pointer; one name, one pointer. */
    g_assert_true(get->key == guard->term && get->key == write->value);
    g_assert_true(path->result == call->call->result);
    g_assert_true(out->value == path->result);
    g_assert_true(write->base == g_ptr_array_index(call->call->args, 0));
    g_assert_true(get->place.file == call->place.file);
    g_assert_true(get->pair == hc_summary_string(copy->summary, "iothread"));
    g_assert_cmpstr(get->owners[1], ==, "DeviceState");
    g_assert_null(get->owners[2]);
    g_assert_null(call->owners);
    g_assert_null(call->key);
    g_assert_null(call->pair);
    g_assert_cmpint(copy->summary->next_term, ==, unit->summary->next_term);
    /* And it can grow. */
    g_assert_true(hc_summary_term(copy->summary, HC_TERM_SELF, 0, NULL, NULL,
                                  0) == write->base);
}

static void test_empty(void)
{
    g_autoptr(HcUnit) unit = hc_unit_new("a.c");
    g_autoptr(HcUnit) none = hc_unit_new(NULL);

    hc_summary_finish(unit->summary);
    hc_unit_finish(unit);
    check_round(unit);
    check_round(none);
}

static void test_random(void)
{
    guint seed;

    for (seed = 0; seed < 2000; seed++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
        g_autoptr(HcUnit) unit = sample_random(rand);

        check_round(unit);
    }
}

/* Most paths have most in common. */
static void test_shared(void)
{
    g_autoptr(HcUnit) unit = hc_unit_new("a.c");
    HcSummary *s = unit->summary;
    const HcTerm *self = hc_summary_term(s, HC_TERM_SELF, 0, NULL, NULL, 0);
    HcFunction *function = hc_summary_add_function(s, "f");
    g_autofree char *long_text = g_strnfill(1000, 'x');
    g_autofree char *text = NULL;
    guint i, k;
    gsize n = 0;

    for (i = 0; i < 1000; i++) {
        HcPath *path = hc_function_add_path(function);

        for (k = 0; k < 10; k++) {
            HcEffect *effect = hc_path_add_effect(path, HC_EFFECT_GIVE_UP);

            effect->key = self;
            effect->key_text = g_strdup(long_text);
        }
        path->exit.line = i;
    }
    check_round(unit);
    text = sample_text(unit, &n);
    g_assert_cmpuint(n, <, 100000);
}

static char *pair_text(HcSummary *summary)
{
    g_autofree char *message = NULL;
    HcContract *contract = hc_contract_load(NULL, &message);
    HcPairing *pairing = hc_pair(contract, &summary, 1, FALSE);
    GString *out = g_string_new(NULL);
    guint i, k;

    for (i = 0; i < pairing->findings->len; i++) {
        HcFinding *finding = g_ptr_array_index(pairing->findings, i);
        g_autofree char *text = hc_finding_text(finding);

        g_string_append_printf(out, "%s:%u %s\n", finding->place.file,
                               finding->place.line, text);
        for (k = 0; k < finding->notes->len; k++) {
            HcFindingNote *note = g_ptr_array_index(finding->notes, k);
            g_autofree char *note_text = hc_note_text(note);

            g_string_append_printf(out, " %u %s\n", note->place.line,
                                   note_text);
        }
    }
    for (i = 0; i < HC_SILENCE_COUNT; i++) {
        g_string_append_printf(out, "%u ", pairing->silences[i]);
    }
    hc_pairing_free(pairing);
    hc_contract_free(contract);
    return g_string_free(out, FALSE);
}

/* Pairing cannot tell it from the one that was written. */
static void test_pairing(void)
{
    HcSummary *summary = script_summary(
        "a.c", "slot c DeviceClass.realize realize;"
               "slot c DeviceClass.unrealize unrealize;"
               "fn realize; path success 10; get self->t as 'a' 5;"
               "write self->ctx = self->t;"
               "when self->n in 1..9;"
               "fn unrealize; path success 30; put self->t as 'b' 25");
    g_autoptr(HcUnit) unit = hc_unit_new("a.c");
    g_autoptr(HcUnit) copy = NULL;
    g_autofree char *before = pair_text(summary);
    g_autofree char *after = NULL;

    hc_summary_free(unit->summary);
    unit->summary = summary;
    copy = again(unit);
    after = pair_text(copy->summary);
    g_assert_nonnull(strstr(before, "held as"));
    g_assert_cmpstr(before, ==, after);
}

int main(int argc, char **argv)
{
    int status;

    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/summary/round/small", test_small);
    g_test_add_func("/summary/round/empty", test_empty);
    g_test_add_func("/summary/round/random", test_random);
    g_test_add_func("/summary/round/shared", test_shared);
    g_test_add_func("/summary/round/pairing", test_pairing);
    status = g_test_run();
    sample_clean();
    return status;
}
