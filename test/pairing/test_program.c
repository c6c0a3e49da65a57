/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several summaries in one link unit. */
#include "script.h"

#define SLOTS \
    "slot ci VirtioDeviceClass.realize realize;" \
    "slot ci VirtioDeviceClass.unrealize unrealize;"
#define REALIZE "fn realize; path success 20; get self->t as path(self) 10;"
#define UNREALIZE \
    "fn unrealize; path success 40; put self->t as path(self) 30;"
#define NEVER \
    "10: hold of 'self->t' as path(self) is never put by 'unrealize'" \
    " [HoldLeak]\n" \
    "  10: held here as path(self)\n" \
    "  900: 'unrealize' is registered as 'VirtioDeviceClass.unrealize'" \
    " here\n"

static void check_two(int line, const char *one, const char *two,
                      gboolean whole, const char *expected)
{
    g_autofree char *got = script_pair_two(one, two, whole);

    if (!g_str_equal(got, expected)) {
        g_printerr("%s:%d: expected:\n%sgot:\n%s", __FILE__, line, expected,
                   got);
        g_test_fail();
    }
}

/* 2: the slots in one file, a release function in another. */
static void test_files(void)
{
    check_two(__LINE__, SLOTS REALIZE, UNREALIZE, FALSE, "");
    check_two(__LINE__, SLOTS REALIZE, "fn unrealize; path success 40;",
              FALSE, NEVER
              "  40: 'unrealize' returns here without the put\n");
    check_two(__LINE__, SLOTS, REALIZE UNREALIZE, FALSE, "");
    /* In no file: only the whole program is sure of that. */
    check_two(__LINE__, SLOTS REALIZE, "", FALSE, "silent: unseen 1\n");
    check_two(__LINE__, SLOTS REALIZE, "", TRUE, NEVER);
}

/* A static function of the same name in another file is not this one. */
static void test_same_name(void)
{
    check_two(__LINE__, SLOTS REALIZE "fn unrealize; path success 40;",
              SLOTS REALIZE UNREALIZE, FALSE, NEVER
              "  40: 'unrealize' returns here without the put\n");
}

/* Fields that another file writes. */
static void test_fields(void)
{
#define ONE \
    SLOTS "field V.on realize;" \
    "fn realize; path success 20; get self->t as path(self) 10;" \
    "write self->on = 1;" \
    "fn unrealize;" \
    "path success 40; when self->on == 0;" \
    "path success 41; when self->on != 0; put self->t as path(self) 30;"
    check_two(__LINE__, ONE, "", FALSE, "");
    check_two(__LINE__, ONE, "field V.on other;", FALSE,
              "silent: guard-unknown 1\n");
    check_two(__LINE__, ONE, "field W.on other;", FALSE, "");
#undef ONE
}

/* One file built twice says everything once. */
static void test_built_twice(void)
{
    HcSummary *summaries[] = {
        script_summary("a.c", SLOTS REALIZE "fn unrealize;"),
        script_summary("a.c", SLOTS REALIZE "fn unrealize;"),
    };
    g_autofree char *message = NULL;
    HcContract *contract = hc_contract_load(NULL, &message);
    HcPairing *pairing = hc_pair(contract, summaries, 2, TRUE);

    g_assert_cmpuint(pairing->findings->len, ==, 1);
    hc_pairing_free(pairing);
    hc_contract_free(contract);
    hc_summary_free(summaries[0]);
    hc_summary_free(summaries[1]);
}

static void test_phrases(void)
{
    g_autofree char *with = hc_hold_phrase("s->t", "path of 'dev'");
    g_autofree char *without = hc_hold_phrase("s->t", NULL);
    guint i;

    g_assert_cmpstr(with, ==, "'s->t' as path of 'dev'");
    g_assert_cmpstr(without, ==, "'s->t'");
    for (i = 0; i < HC_SILENCE_COUNT; i++) {
        g_assert_nonnull(hc_silence_name(i));
    }
}

/* File content is never a format. */
static void test_percent(void)
{
    check("slot ci VirtioDeviceClass.realize realize;"
          "fn realize; path success 20; get self->t as '%n%s' 10;",
          "10: hold of 'self->t' as '%n%s' is never put, nothing is registered"
          " as 'VirtioDeviceClass.unrealize' [HoldLeak]\n"
          "  900: 'realize' is registered as 'VirtioDeviceClass.realize'"
          " here\n");
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/program/files", test_files);
    g_test_add_func("/program/same-name", test_same_name);
    g_test_add_func("/program/fields", test_fields);
    g_test_add_func("/program/built-twice", test_built_twice);
    g_test_add_func("/program/phrases", test_phrases);
    g_test_add_func("/program/percent", test_percent);
    return g_test_run();
}
