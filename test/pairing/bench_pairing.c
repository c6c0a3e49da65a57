/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: bench_pairing N
 *
 * How long pairing takes for N summaries of synthetic.h, and how much memory
 * the program has when it is done.  One line of "NAME=VALUE": times in
 * milliseconds, memory in megabytes.
 */
#include "synthetic.h"

#include "pairing/pairing.h"

#include <stdlib.h>
#include <sys/resource.h>

static double ms(const struct timeval *time)
{
    return time->tv_sec * 1e3 + time->tv_usec / 1e3;
}

int main(int argc, char **argv)
{
    guint n = argc > 1 ? (guint)strtoul(argv[1], NULL, 10) : 0;
    g_autofree char *message = NULL;
    struct rusage before, made, after;
    HcContract *contract;
    HcSummary **summaries;
    HcPairing *pairing;
    gint64 start, end;
    guint findings;

    if (!n) {
        g_printerr("usage: bench_pairing N\n");
        return 2;
    }
    contract = hc_contract_load(NULL, &message);
    summaries = synthetic_program(n);
    getrusage(RUSAGE_SELF, &made);
    before = made;
    start = g_get_monotonic_time();
    pairing = hc_pair(contract, summaries, n, TRUE);
    end = g_get_monotonic_time();
    getrusage(RUSAGE_SELF, &after);
    findings = pairing->findings->len;
    g_print("summaries=%u findings=%u wall=%.0f cpu=%.0f made=%.0f "
            "peak=%.0f\n", n, findings, (end - start) / 1e3,
            ms(&after.ru_utime) + ms(&after.ru_stime) -
            ms(&before.ru_utime) - ms(&before.ru_stime),
            made.ru_maxrss / 1024.0, after.ru_maxrss / 1024.0);
    return findings == synthetic_findings(n) ? 0 : 1;
}
