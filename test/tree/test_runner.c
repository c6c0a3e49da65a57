/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"
#include "tree/runner.h"

#include <signal.h>
#include <unistd.h>

typedef struct Got {
    HcEnd end;
    int code;
    char *text;
    guint n;
    int signal_once;
} Got;

static void on_done(HcRunner *runner, const HcOutput *output, gpointer data)
{
    Got *got = data;

    got->end = output->end;
    got->code = output->code;
    g_free(got->text);
    got->text = g_strdup(output->text);
    got->n++;
    if (got->signal_once) {
        kill(getpid(), got->signal_once);
        got->signal_once = 0;
    }
}

static void add(HcRunner *runner, const char *script, Got *got)
{
    const char *const argv[] = { "/bin/sh", "-c", script, NULL };

    hc_runner_add(runner, "/", argv, on_done, got);
}

static Got run(const char *script, guint timeout)
{
    g_autoptr(HcRunner) runner = hc_runner_new(1, timeout);
    Got got = { .n = 0 };

    add(runner, script, &got);
    g_assert_cmpint(hc_runner_run(runner), ==, 0);
    g_assert_cmpuint(got.n, ==, 1);
    return got;
}

static void expect(const char *script, guint timeout, HcEnd end, int code,
                   const char *text)
{
    Got got = run(script, timeout);

    g_assert_cmpint(got.end, ==, end);
    g_assert_cmpint(got.code, ==, code);
    if (text) {
        g_assert_cmpstr(got.text, ==, text);
    }
    g_free(got.text);
}

static void test_ends(void)
{
    expect("exit 0", 10, HC_END_EXIT, 0, "");
    expect("echo out; echo err >&2; exit 3", 10, HC_END_EXIT, 3, "err\n");
    expect("kill -SEGV $$", 10, HC_END_SIGNAL, SIGSEGV, "");
    expect("sleep 100", 1, HC_END_TIMEOUT, 1, "");
    expect("printf 'a\\0b' >&2", 10, HC_END_EXIT, 0, "a?b");
    expect("pwd >&2", 10, HC_END_EXIT, 0, "/\n");
    expect("read x || echo none >&2", 10, HC_END_EXIT, 0, "none\n");
}

/* A child that lives on and has the pipe open. */
static void test_left_behind(void)
{
    gint64 start = g_get_monotonic_time();

    expect("echo x >&2; sleep 100 &", 50, HC_END_EXIT, 0, "x\n");
    g_assert_cmpint(g_get_monotonic_time() - start, <, 20 * G_USEC_PER_SEC);
}

static void test_much(void)
{
    Got got = run("yes | head -c 3000000 >&2", 60);

    g_assert_cmpint(got.end, ==, HC_END_EXIT);
    g_assert_cmpuint(strlen(got.text), ==, HC_OUTPUT_MAX);
    g_free(got.text);
}

static void test_no_start(void)
{
    g_autoptr(HcRunner) runner = hc_runner_new(3, 10);
    const char *const argv[] = { "/nowhere/clang", NULL };
    Got got = { .n = 0 };

    for (guint i = 0; i < 1000; i++) {
        hc_runner_add(runner, "/", argv, on_done, &got);
    }
    hc_runner_add(runner, "/nowhere", argv, on_done, &got);
    g_assert_cmpint(hc_runner_run(runner), ==, 0);
    g_assert_cmpuint(got.n, ==, 1001);
    g_assert_cmpint(got.end, ==, HC_END_NO_START);
    g_free(got.text);
}

static void test_parallel(void)
{
    g_autoptr(HcRunner) runner = hc_runner_new(4, 60);
    gint64 start = g_get_monotonic_time();
    Got got = { .n = 0 };

    for (guint i = 0; i < 8; i++) {
        add(runner, "sleep 0.5", &got);
    }
    hc_runner_run(runner);
    g_assert_cmpuint(got.n, ==, 8);
    g_assert_cmpint(g_get_monotonic_time() - start, >, 900000);
    g_assert_cmpint(g_get_monotonic_time() - start, <, 3500000);
    g_free(got.text);
}

static void test_interrupted(void)
{
    g_autoptr(HcRunner) runner = hc_runner_new(2, 60);
    Got first = { .signal_once = SIGINT };
    Got rest = { .n = 0 };

    add(runner, "exit 0", &first);
    for (guint i = 0; i < 5; i++) {
        add(runner, "sleep 100", &rest);
    }
    g_assert_cmpint(hc_runner_run(runner), ==, SIGINT);
    g_assert_cmpint(first.end, ==, HC_END_EXIT);
    g_assert_cmpuint(rest.n, ==, 5);
    g_assert_cmpint(rest.end, ==, HC_END_STOPPED);
    g_free(first.text);
    g_free(rest.text);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/runner/ends", test_ends);
    g_test_add_func("/runner/left-behind", test_left_behind);
    g_test_add_func("/runner/much", test_much);
    g_test_add_func("/runner/no-start", test_no_start);
    g_test_add_func("/runner/parallel", test_parallel);
    g_test_add_func("/runner/interrupted", test_interrupted);
    return g_test_run();
}
