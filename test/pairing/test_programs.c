/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several programs in one database: a name with several definitions. */
#include "script.h"

/* Adds "pNAME", "lNAME" and "aNAME" (see HcTarget), and what the file defines
 * without having to do with holds. */
static HcSummary *file(const char *unit, const char *text,
                       const char *targets, const char *defines)
{
    HcSummary *summary = script_summary(unit, text);

    summary->targets = targets ? g_strsplit(targets, " ", -1) : NULL;
    summary->defines = defines ? g_strsplit(defines, " ", -1) : NULL;
    return summary;
}

/* "FILE:LINE: text" of each finding. */
static char *findings(HcSummary *const *summaries, guint n)
{
    g_autofree char *message = NULL;
    HcContract *contract = hc_contract_load(NULL, &message);
    HcPairing *pairing = hc_pair(contract, summaries, n, TRUE);
    GString *out = g_string_new(NULL);

    for (guint i = 0; i < pairing->findings->len; i++) {
        const HcFinding *finding = pairing->findings->pdata[i];
        g_autofree char *text = hc_finding_text(finding);

        g_string_append_printf(out, "%s:%u: %s\n", finding->place.file,
                               finding->place.line, text);
    }
    hc_pairing_free(pairing);
    hc_contract_free(contract);
    return g_string_free(out, FALSE);
}

static void expect(int line, HcSummary **summaries, guint n,
                   const char *expected)
{
    g_autofree HcSummary **turned = g_new(HcSummary *, n);
    g_autofree char *got = findings(summaries, n);
    g_autofree char *swapped = NULL;

    for (guint i = 0; i < n; i++) {
        turned[i] = summaries[n - 1 - i];
    }
    swapped = findings(turned, n);
    if (!g_str_equal(got, expected)) {
        g_printerr("%s:%d: expected:\n%sgot:\n%s", __FILE__, line, expected,
                   got);
        g_test_fail();
    }
    /* The order of the files says nothing. */
    g_assert_cmpstr(got, ==, swapped);
    for (guint i = 0; i < n; i++) {
        hc_summary_free(summaries[i]);
    }
}

#define expect_of(expected, ...) \
    expect(__LINE__, (HcSummary *[]) { __VA_ARGS__ }, \
           sizeof((HcSummary *[]) { __VA_ARGS__ }) / sizeof(HcSummary *), \
           expected)

#define DEVICE \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;" \
    "fn realize static; path success 20; calls hold unknown 12 - self;" \
    "fn unrealize static; path success 30; calls drop unknown 28 - self;"
#define HOLD "fn hold; path success 50; get self->t as path(self) 45;"
#define DROP "fn drop; path success 60; put self->t as path(self) 55;"
#define NEVER \
    "real.c:45: hold of 'self->t' as path(self) is never put by " \
    "'unrealize'\n"

/* A stub that does nothing, and the real one: a call means any of them. */
static void test_stub(void)
{
    expect_of("", file("dev.c", DEVICE, NULL, NULL),
              file("real.c", HOLD DROP, NULL, NULL),
              file("stub.c", "", NULL, "drop"));
    expect_of("", file("dev.c", DEVICE, NULL, NULL),
              file("real.c", HOLD DROP, NULL, NULL),
              file("stub.c", "", NULL, "hold"));
    /* There is no stub for this one: nobody puts it. */
    expect_of(NEVER, file("dev.c", DEVICE, NULL, NULL),
              file("real.c", HOLD, NULL, NULL));
    /* The only one there is does nothing. */
    expect_of(NEVER, file("dev.c", DEVICE, NULL, NULL),
              file("real.c", HOLD, NULL, NULL),
              file("stub.c", "", NULL, "drop"));
}

/* Two that take and put, each with its own name. */
static void test_two(void)
{
    expect_of("", file("dev.c", DEVICE, NULL, NULL),
              file("real.c", HOLD DROP, NULL, NULL),
              file("other.c",
                   "fn drop; path success 61; put self->t as self->id 56;",
                   NULL, NULL));
    /* Whichever it is, nobody holds under that name. */
    expect_of("other.c:56: 'self->t' is put as 'other' but held as "
              "path(self)\n",
              file("dev.c", DEVICE, NULL, NULL),
              file("real.c", HOLD DROP, NULL, NULL),
              file("other.c",
                   "fn drop; path success 61; put self->t as 'other' 56;",
                   NULL, NULL));
    expect_of("other.c:56: 'self->t' is put as 'other' but held as "
              "path(self)\n",
              file("dev.c", DEVICE, NULL, NULL),
              file("real.c", HOLD, NULL, NULL),
              file("other.c",
                   "fn drop; path success 61; put self->t as 'other' 56;",
                   NULL, NULL));
}

/* The programs are known: what a test defines is not the emulator's. */
static void test_program(void)
{
    expect_of("", file("dev.c", DEVICE, "pqemu-system", NULL),
              file("real.c", HOLD DROP, "lblock", NULL),
              file("stub.c", "", "ptest", "drop"));
    expect_of("other.c:56: 'self->t' is put as 'other' but held as "
              "path(self)\n",
              file("dev.c", DEVICE, "pqemu-system", NULL),
              file("real.c", HOLD, "lblock", NULL),
              file("other.c",
                   "fn drop; path success 61; put self->t as 'other' 56;",
                   "pqemu-system", NULL),
              file("stub.c", DROP, "ptest", NULL));
    /* A library does not know in which program it is. */
    expect_of("", file("dev.c", DEVICE, "lcommon", NULL),
              file("real.c", HOLD DROP, "lblock", NULL),
              file("stub.c", "", "ptest", "drop"));
}

/* What is linked as a whole has its own; what an archive has, only if nobody
 * else does. */
static void test_own(void)
{
    const char *mismatch = "other.c:56: 'self->t' is put as self->id but "
                           "held as path(self)\n";
    const char *other =
        "fn drop; path success 61; put self->t as self->id 56;";

    expect_of(mismatch, file("dev.c", DEVICE, "lblock", NULL),
              file("real.c", HOLD, "lcommon", NULL),
              file("other.c", other, "lblock", NULL),
              file("stub.c", "", "autil", "drop"));
    expect_of("", file("dev.c", DEVICE, "autil", NULL),
              file("real.c", HOLD, "lcommon", NULL),
              file("other.c", other, "autil", NULL),
              file("stub.c", "", "lblock", "drop"));
    /* In two, and only in one of them is there such a function. */
    expect_of("", file("dev.c", DEVICE, "lblock lother", NULL),
              file("real.c", HOLD, "lcommon", NULL),
              file("other.c", other, "lblock", NULL),
              file("stub.c", "", "autil", "drop"));
}

/* A slot with a function of another file. */
static void test_slot(void)
{
    const char *slots =
        "slot ci VirtioDeviceClass.realize realize;"
        "slot ci VirtioDeviceClass.unrealize my_unrealize;"
        "fn realize static; path success 20; get self->t as path(self) 12;";
    const char *never = "dev.c:12: hold of 'self->t' as path(self) is never "
                        "put by 'my_unrealize'\n";

    expect_of(never, file("dev.c", slots, NULL, NULL),
              file("a.c", "fn my_unrealize; path success 30;", NULL, NULL));
    expect_of("", file("dev.c", slots, NULL, NULL),
              file("a.c", "fn my_unrealize; path success 30;", NULL, NULL),
              file("b.c", "fn my_unrealize; path success 31;"
                   "put self->t as path(self) 30;", NULL, NULL));
    expect_of(never, file("dev.c", slots, "pa", NULL),
              file("a.c", "fn my_unrealize; path success 30;", "pa", NULL),
              file("b.c", "fn my_unrealize; path success 31;"
                   "put self->u as path(self) 30;", "pb", NULL));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/programs/stub", test_stub);
    g_test_add_func("/programs/two", test_two);
    g_test_add_func("/programs/program", test_program);
    g_test_add_func("/programs/own", test_own);
    g_test_add_func("/programs/slot", test_slot);
    return g_test_run();
}
