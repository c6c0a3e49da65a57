/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs each program of a batch on all its inputs, and prints what was wrong on
 * any of them; ../README.md has the format.
 */
#include <glib.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "oracle/oracle.h"
#include "harness.h"
#include "inputs.h"

/* How often more() says so in one run. */
#define MOST_ROUNDS 2
/* A program with more inputs is left out: what it does is not known. */
#define MOST_RUNS 10000
/* Seconds: a batch that takes that long does not end. */
#define LONGEST 300

/* ---- what the programs call; they see no GLib ---- */

G_NORETURN void harness_end(void);
G_NORETURN void harness_assertion(const char *domain, const char *file,
                                  int line, const char *func,
                                  const char *expr);
void error_setg_internal(Error **errp, const char *src, int line,
                         const char *func, const char *fmt, ...);

static jmp_buf end_of_run;

static unsigned rounds;

/* Functions of the program that are under way, the driver's the first, and the
 * number of the event at which each that the driver, or QEMU for it, called
 * began. */
static unsigned depth;
static GArray *starts; /* NULL before main() */

void __cyg_profile_func_enter(void *function, void *site);
void __cyg_profile_func_exit(void *function, void *site);

void __cyg_profile_func_enter(void *function, void *site)
{
    size_t now = oracle_events();

    if (depth++ == 1 && starts) {
        g_array_append_val(starts, now);
    }
}

void __cyg_profile_func_exit(void *function, void *site)
{
    depth--;
}

/* The first event of the function in which the event @n is. */
static size_t start_of(size_t n)
{
    size_t start = 0;
    guint i;

    for (i = 0; i < starts->len && g_array_index(starts, size_t, i) <= n; i++) {
        start = g_array_index(starts, size_t, i);
    }
    return start;
}

bool maybe(void)
{
    return oracle_choice();
}

bool more(void)
{
    return rounds < MOST_ROUNDS && maybe() && ++rounds;
}

int outcome(void)
{
    if (maybe()) {
        return -1;
    }
    return maybe();
}

unsigned count(void)
{
    return maybe() ? 1 + maybe() : 0;
}

bool step_bool(Error **errp)
{
    if (maybe()) {
        error_setg_internal(errp, "?", 0, "step", "it failed");
        return false;
    }
    return true;
}

void step(Error **errp)
{
    step_bool(errp);
}

int step_int(Error **errp)
{
    return step_bool(errp) ? 0 : -1;
}

/* abort() and failed assertions: such a path is none. */
void harness_end(void)
{
    longjmp(end_of_run, 1);
}

void harness_assertion(const char *domain, const char *file, int line,
                       const char *func, const char *expr)
{
    harness_end();
}

/* The driver sets links itself. */
void *object_class_property_add_link(void *oc, const char *name,
                                     const char *type, ptrdiff_t offset,
                                     void *check, int flags);
void object_property_allow_set_link(void *obj, const char *name, void *child,
                                    Error **errp);

void *object_class_property_add_link(void *oc, const char *name,
                                     const char *type, ptrdiff_t offset,
                                     void *check, int flags)
{
    return NULL;
}

void object_property_allow_set_link(void *obj, const char *name, void *child,
                                    Error **errp)
{
}

/* ---- what happened ---- */

typedef enum Reading {
    READ_DOUBLE_PUT = 1, /* it was put before */
    READ_MISMATCH = 2,   /* another hold can be meant */
    READ_UNHELD = 4,     /* the function did not take it */
} Reading;

static gboolean same_hold(const OracleEvent *a, const OracleEvent *b)
{
    return a->iothread == b->iothread && g_strcmp0(a->holder, b->holder) == 0;
}

/* By a name that holds nothing, by none, or of no IOThread. */
static gboolean is_wrong_put(const OracleEvent *event)
{
    return event->kind == ORACLE_PUT_UNKNOWN ||
           event->kind == ORACLE_PUT_NULL_NAME ||
           (event->kind == ORACLE_NULL_IOTHREAD &&
            strstr(event->function, "put"));
}

/* How many holds of @event there are just before the event @n. */
static int alive(const OracleEvent *event, size_t n)
{
    int holds = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        OracleEvent other = oracle_event(i);

        if (same_hold(event, &other)) {
            holds += (other.kind == ORACLE_GET) - (other.kind == ORACLE_PUT);
        }
    }
    return holds;
}

/*
 * A put that finds nothing can be told in several ways, and each is right.
 * The places of the gets that it can have been for are added to @meant.
 */
static Reading read_put(size_t n, GHashTable *meant)
{
    OracleEvent put = oracle_event(n);
    Reading reading = 0;
    gboolean taken = FALSE;
    size_t i;

    for (i = 0; i < n; i++) {
        OracleEvent event = oracle_event(i);
        gboolean same = same_hold(&event, &put);

        taken = taken ||
                (same && event.kind == ORACLE_GET && i >= start_of(n));
        if (same && (event.kind == ORACLE_PUT || is_wrong_put(&event))) {
            reading |= READ_DOUBLE_PUT;
        } else if (event.kind == ORACLE_GET && alive(&event, n) > 0 &&
                   (event.iothread == put.iothread ||
                    g_strcmp0(event.holder, put.holder) == 0)) {
            reading |= READ_MISMATCH;
            g_hash_table_add(meant, g_strdup_printf("%s:%d", event.place.file,
                                                    event.place.line));
        }
    }
    return taken ? reading : reading | READ_UNHELD;
}

static gboolean is_equal_get(const OracleEvent *event,
                             const OracleVerdict *leak)
{
    return event->kind == ORACLE_GET && !g_strcmp0(event->id, leak->id) &&
           !g_strcmp0(event->holder, leak->holder);
}

/* The gets of equal holds: which of them a put was for nobody can say. */
static void print_gets(GString *line, const OracleVerdict *leak)
{
    size_t i, n = oracle_events();

    for (i = 0; i < n; i++) {
        OracleEvent event = oracle_event(i);

        if (is_equal_get(&event, leak)) {
            g_string_append_printf(line, " %s:%d", event.place.file,
                                   event.place.line);
        }
    }
}

/* Which gets some wrong put of this run can have been for. */
static GHashTable *meant_gets(GHashTable *readings)
{
    GHashTable *meant =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    size_t i, n = oracle_events();

    for (i = 0; i < n; i++) {
        OracleEvent event = oracle_event(i);

        if (is_wrong_put(&event)) {
            char *place = g_strdup_printf("%s:%d", event.place.file,
                                          event.place.line);
            guint all = read_put(i, meant);

            all |= GPOINTER_TO_UINT(g_hash_table_lookup(readings, place));
            g_hash_table_replace(readings, place, GUINT_TO_POINTER(all));
        }
    }
    return meant;
}

/* Whether some wrong put was for the hold that leaks, or for its equal. */
static gboolean is_meant(GHashTable *meant, const OracleVerdict *leak)
{
    size_t i, n = oracle_events();

    for (i = 0; i < n; i++) {
        OracleEvent event = oracle_event(i);
        g_autofree char *place =
            g_strdup_printf("%s:%d", event.place.file, event.place.line);

        if (is_equal_get(&event, leak) &&
            g_hash_table_contains(meant, place)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* @found: line of the report => how: 1 required, 2 only implied */
static void judge_run(GHashTable *found, gboolean ended)
{
    g_autoptr(GHashTable) readings =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) meant = meant_gets(readings);
    OracleVerdicts *verdicts = oracle_judge();
    size_t i;

    for (i = 0; i < verdicts->n; i++) {
        const OracleVerdict *verdict = &verdicts->list[i];
        GString *line = g_string_new(NULL);
        g_autofree char *place = g_strdup_printf("%s:%d", verdict->place.file,
                                                 verdict->place.line);
        gboolean leak = verdict->kind == ORACLE_LEAKED;
        guint implied = leak && is_meant(meant, verdict);

        if (leak && ended) {
            g_string_free(line, TRUE);
            continue;
        }
        g_string_append_printf(
            line, "%s %s %u", oracle_verdict_name(verdict->kind), place,
            GPOINTER_TO_UINT(g_hash_table_lookup(readings, place)));
        if (leak) {
            print_gets(line, verdict);
        } else if (verdict->get.file) {
            g_string_append_printf(line, " %s:%d", verdict->get.file,
                                   verdict->get.line);
        }
        if (!implied || !g_hash_table_contains(found, line->str)) {
            g_hash_table_replace(found, line->str,
                                 GUINT_TO_POINTER(1 + implied));
            g_string_free(line, FALSE);
        } else {
            g_string_free(line, TRUE);
        }
    }
    oracle_verdicts_free(verdicts);
}

static void run(const Program *program)
{
    g_autoptr(GHashTable) found =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GList) lines = NULL;
    volatile guint runs = 0;
    GList *line;

    oracle_reset();
    oracle_choose("");
    do {
        volatile gboolean ended = FALSE;

        oracle_reset_run();
        rounds = depth = 0;
        g_array_set_size(starts, 0);
        if (setjmp(end_of_run)) {
            ended = TRUE;
        } else {
            program->run();
        }
        judge_run(found, ended);
        runs++;
    } while (runs <= MOST_RUNS && oracle_choose_next());
    printf("program %s %u %u\n", program->name, runs, runs > MOST_RUNS);
    lines = g_list_sort(g_hash_table_get_keys(found), (GCompareFunc)strcmp);
    for (line = lines; line; line = line->next) {
        printf("%s %s\n",
               g_hash_table_lookup(found, line->data) == GUINT_TO_POINTER(1)
                   ? "wrong" : "implied",
               (const char *)line->data);
    }
}

int main(void)
{
    const Program *program;

    oracle_report_to("/dev/null");
    starts = g_array_new(FALSE, FALSE, sizeof(size_t));
    alarm(LONGEST);
    for (program = programs; program->name; program++) {
        run(program);
    }
    oracle_reset();
    return 0;
}
