/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many threads, one IOThread: nothing gets lost, and the report is the same. */
#include <glib.h>
#include <pthread.h>
#include "oracle/oracle.h"
#include "programs/case.h"

#define THREADS 8
#define TIMES 100

typedef struct Hammer {
    pthread_t thread;
    IOThread *iothread;
    int number;
} Hammer;

static void *run_balanced(void *opaque)
{
    Hammer *h = opaque;

    hammer(h->iothread, h->number, TIMES);
    return NULL;
}

static void *run_leak(void *opaque)
{
    Hammer *h = opaque;

    hammer_and_leak(h->iothread, h->number, TIMES);
    return NULL;
}

static void *run_give_back(void *opaque)
{
    Hammer *h = opaque;

    hammer_give_back(h->iothread, h->number);
    return NULL;
}

static void with_all(IOThread *iothread, void *(*run)(void *opaque))
{
    Hammer hammers[THREADS];
    int i;

    for (i = 0; i < THREADS; i++) {
        hammers[i] = (Hammer){ .iothread = iothread, .number = i };
        g_assert_cmpint(
            pthread_create(&hammers[i].thread, NULL, run, &hammers[i]), ==, 0);
    }
    /* Meanwhile the log can be read and judged; holds come and go. */
    for (i = 0; i < 3; i++) {
        OracleVerdicts *verdicts = oracle_judge();

        oracle_verdicts_free(verdicts);
    }
    for (i = 0; i < THREADS; i++) {
        pthread_join(hammers[i].thread, NULL);
    }
}

static void test_balanced(void)
{
    IOThread *iothread = hammer_iothread();
    OracleVerdicts *verdicts;

    with_all(iothread, run_balanced);
    verdicts = oracle_judge();
    g_assert_cmpuint(verdicts->n, ==, 0);
    g_assert_true(hammer_idle(iothread));
    g_assert_cmpuint(oracle_count_events(ORACLE_GET), ==, 2 * THREADS * TIMES);
    g_assert_cmpuint(oracle_count_events(ORACLE_PUT), ==, 2 * THREADS * TIMES);
    g_assert_cmpuint(oracle_count_events(ORACLE_USE), ==, 2 * THREADS * TIMES);
    g_assert_cmpuint(oracle_count_events(ORACLE_DEATH), ==, 0);
    oracle_verdicts_free(verdicts);
    oracle_reset();
}

static void test_leaks(void)
{
    OracleVerdicts *verdicts;
    IOThread *iothread = hammer_iothread();
    guint i;

    with_all(iothread, run_leak);
    g_assert_false(hammer_idle(iothread));
    verdicts = oracle_judge();
    g_assert_cmpuint(verdicts->n, ==, THREADS);
    for (i = 0; i < THREADS; i++) {
        g_autofree char *holder = g_strdup_printf("leak%u", i);

        g_assert_cmpint(verdicts->list[i].kind, ==, ORACLE_LEAKED);
        g_assert_cmpint(verdicts->list[i].place.line, ==, 100);
        g_assert_cmpstr(verdicts->list[i].holder, ==, holder);
    }
    oracle_verdicts_free(verdicts);
    oracle_reset();
}

/* Whoever is last ends it, once. */
static void test_last(void)
{
    OracleVerdicts *verdicts;
    IOThread *iothread = hammer_iothread();

    hammer_take(iothread, THREADS);
    g_assert_cmpuint(oracle_count_events(ORACLE_DEATH), ==, 0);
    with_all(iothread, run_give_back);
    verdicts = oracle_judge();
    g_assert_cmpuint(verdicts->n, ==, 0);
    g_assert_cmpuint(oracle_count_events(ORACLE_DEATH), ==, 1);
    g_assert_cmpint(oracle_event(oracle_events() - 1).kind, ==, ORACLE_DEATH);
    oracle_verdicts_free(verdicts);
    oracle_reset();
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/threads/balanced", test_balanced);
    g_test_add_func("/threads/leaks", test_leaks);
    g_test_add_func("/threads/last", test_last);
    return g_test_run();
}
