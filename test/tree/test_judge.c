/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/clang.h"

#include <signal.h>

static void expect(HcEnd end, int code, const char *text, HcVerdict verdict,
                   const char *why)
{
    HcOutput output = { end, code, text };
    char **flags = g_strsplit("-DX -fgcc -O2", " ", -1);
    g_autofree char *got = NULL;

    g_assert_cmpint(hc_clang_judge(&output, &flags, &got), ==, verdict);
    g_assert_cmpstr(got, ==, why);
    if (verdict == HC_VERDICT_AGAIN) {
        g_autofree char *rest = g_strjoinv(" ", flags);

        g_assert_cmpstr(rest, ==, "-DX -O2");
    }
    g_strfreev(flags);
}

static void test_good(void)
{
    expect(HC_END_EXIT, 0, "", HC_VERDICT_GOOD, NULL);
    expect(HC_END_EXIT, 0, "a.c:1:2: warning: error handling\n",
           HC_VERDICT_GOOD, NULL);
    expect(HC_END_EXIT, 0, "terror: x", HC_VERDICT_GOOD, NULL);
}

static void test_failed(void)
{
    expect(HC_END_EXIT, 1, "a.c:1:2: error: no\nb.c:2:2: error: yes\n",
           HC_VERDICT_FAILED, "a.c:1:2: error: no");
    expect(HC_END_EXIT, 0, "a.c:1:2: error: no\n", HC_VERDICT_FAILED,
           "a.c:1:2: error: no");
    expect(HC_END_EXIT, 1, "", HC_VERDICT_FAILED, "clang failed (status 1)");
    expect(HC_END_EXIT, 1, "a.c:1:1: fatal error: 'x y.h' file not found\n",
           HC_VERDICT_MISSING, "x y.h");
    expect(HC_END_EXIT, 1, "error: unable to load plugin 'p': no\n",
           HC_VERDICT_MISMATCH, "error: unable to load plugin 'p': no");
    expect(HC_END_EXIT, 1, "error: unable to find plugin 'holdcheck'\n",
           HC_VERDICT_MISMATCH, "error: unable to find plugin 'holdcheck'");
    expect(HC_END_EXIT, 1, "error: unable to find plugin 'other'\n",
           HC_VERDICT_FAILED, "error: unable to find plugin 'other'");
    expect(HC_END_EXIT, 1,
           "error: no analyzer checkers or packages are associated with "
           "'qemu.iothread'", HC_VERDICT_MISMATCH,
           "error: no analyzer checkers or packages are associated with "
           "'qemu.iothread'");
}

static void test_flags(void)
{
    expect(HC_END_EXIT, 1, "clang: error: unknown argument: '-fgcc'\n",
           HC_VERDICT_AGAIN, NULL);
    /* Ours, or none: not again for ever. */
    expect(HC_END_EXIT, 1, "clang: error: unknown argument: '-Xclang'\n",
           HC_VERDICT_FAILED, "clang: error: unknown argument: '-Xclang'");
}

static void test_ended(void)
{
    expect(HC_END_SIGNAL, SIGSEGV, "", HC_VERDICT_FAILED,
           "clang crashed (signal 11)");
    expect(HC_END_EXIT, 134, "", HC_VERDICT_FAILED,
           "clang crashed (status 134)");
    expect(HC_END_EXIT, 1, "PLEASE submit a bug report to x",
           HC_VERDICT_FAILED, "clang crashed (status 1)");
    expect(HC_END_TIMEOUT, 300, "", HC_VERDICT_FAILED,
           "clang was not done after 300 s");
    expect(HC_END_NO_START, 0, "no such file", HC_VERDICT_FAILED,
           "no such file");
    expect(HC_END_STOPPED, SIGINT, "", HC_VERDICT_STOPPED, NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/judge/good", test_good);
    g_test_add_func("/judge/failed", test_failed);
    g_test_add_func("/judge/flags", test_flags);
    g_test_add_func("/judge/ended", test_ended);
    return g_test_run();
}
