/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many files: each bug that was put in is found, in its file, and no other;
 * whatever the order of the files. */
#include "synthetic.h"

#include "pairing/pairing.h"

#define N 600

static HcPairing *pair(HcSummary **summaries)
{
    g_autofree char *message = NULL;
    HcContract *contract = hc_contract_load(NULL, &message);
    HcPairing *pairing;

    g_assert_nonnull(contract);
    pairing = hc_pair(contract, summaries, N, TRUE);
    hc_contract_free(contract);
    return pairing;
}

static void test_found(void)
{
    HcSummary **summaries = synthetic_program(N);
    HcPairing *pairing = pair(summaries);
    guint i, k, n = 0;

    for (i = 0; i < N; i++) {
        g_autofree char *name = synthetic_name(i);
        guint found = 0;

        for (k = 0; k < pairing->findings->len; k++) {
            const HcFinding *finding = pairing->findings->pdata[k];

            /* A leak is where it was taken, for some a file before. */
            found += g_str_equal(finding->place.file, name);
        }
        n += synthetic_is_wrong(i, N);
        g_assert_cmpuint(found, <=, 1);
        if (synthetic_is_wrong(i, N) && !found) {
            g_autofree char *before = synthetic_name(i - 1);

            for (k = 0; k < pairing->findings->len; k++) {
                const HcFinding *finding = pairing->findings->pdata[k];

                found += g_str_equal(finding->place.file, before);
            }
            g_assert_cmpuint(found, ==, 1);
        }
    }
    g_assert_cmpuint(n, >, 10);
    g_assert_cmpuint(n, ==, synthetic_findings(N));
    g_assert_cmpuint(pairing->findings->len, ==, n);
    hc_pairing_free(pairing);
    for (i = 0; i < N; i++) {
        hc_summary_free(summaries[i]);
    }
    g_free(summaries);
}

static char *text_of(HcPairing *pairing)
{
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < pairing->findings->len; i++) {
        const HcFinding *finding = pairing->findings->pdata[i];
        g_autofree char *text = hc_finding_text(finding);

        g_string_append_printf(out, "%s:%u %s\n", finding->place.file,
                               finding->place.line, text);
    }
    return g_string_free(out, FALSE);
}

static void test_order(void)
{
    HcSummary **summaries = synthetic_program(N);
    g_autofree HcSummary **turned = g_new(HcSummary *, N);
    g_autofree char *one = NULL;
    g_autofree char *two = NULL;
    HcPairing *pairing = pair(summaries);

    one = text_of(pairing);
    hc_pairing_free(pairing);
    for (guint i = 0; i < N; i++) {
        turned[i] = summaries[N - 1 - i];
    }
    pairing = pair(turned);
    two = text_of(pairing);
    hc_pairing_free(pairing);
    g_assert_cmpstr(one, ==, two);
    for (guint i = 0; i < N; i++) {
        hc_summary_free(summaries[i]);
    }
    g_free(summaries);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/synthetic/found", test_found);
    g_test_add_func("/synthetic/order", test_order);
    return g_test_run();
}
