/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <glib.h>
#include "oracle/internal.h"

static char *report_path;
static bool report_path_set;

const char *oracle_event_name(OracleEventKind kind)
{
    static const char *const names[ORACLE_EVENT_KINDS] = {
        [ORACLE_CREATE] = "create",
        [ORACLE_DESTROY] = "destroy",
        [ORACLE_DEATH] = "death",
        [ORACLE_GET] = "get",
        [ORACLE_PUT] = "put",
        [ORACLE_PUT_UNKNOWN] = "put-unknown",
        [ORACLE_GET_NULL_NAME] = "get-null-name",
        [ORACLE_PUT_NULL_NAME] = "put-null-name",
        [ORACLE_NULL_IOTHREAD] = "null-iothread",
        [ORACLE_REF] = "ref",
        [ORACLE_UNREF] = "unref",
        [ORACLE_OVER_UNREF] = "over-unref",
        [ORACLE_USE] = "use",
        [ORACLE_USE_AFTER_PUT] = "use-after-put",
        [ORACLE_USE_AFTER_DEATH] = "use-after-death",
        [ORACLE_USE_UNHELD] = "use-unheld",
    };

    return names[kind];
}

const char *oracle_verdict_name(OracleVerdictKind kind)
{
    static const char *const names[ORACLE_VERDICT_KINDS] = {
        [ORACLE_LEAKED] = "leaked",
        [ORACLE_LEAKED_REF] = "leaked-ref",
        [ORACLE_PUT_TWICE] = "put-twice",
        [ORACLE_WRONG_NAME] = "wrong-name",
        [ORACLE_WRONG_IOTHREAD] = "wrong-iothread",
        [ORACLE_PUT_UNHELD] = "put-unheld",
        [ORACLE_USED_AFTER_PUT] = "used-after-put",
        [ORACLE_USED_AFTER_DEATH] = "used-after-death",
        [ORACLE_USED_UNHELD] = "used-unheld",
        [ORACLE_UNREF_OF_OTHERS] = "unref-of-others",
        [ORACLE_NO_NAME] = "no-name",
        [ORACLE_NO_IOTHREAD] = "no-iothread",
    };

    return names[kind];
}

static void print_string(FILE *out, const char *key, const char *value)
{
    if (value) {
        g_autofree char *escaped = g_strescape(value, NULL);

        fprintf(out, " %s=\"%s\"", key, escaped);
    }
}

static void print_place(FILE *out, const char *key, const OraclePlace *place)
{
    if (place->file) {
        g_autofree char *text =
            g_strdup_printf("%s:%d", place->file, place->line);

        print_string(out, key, text);
    }
}

static void print_head(FILE *out, const OraclePlace *place, const char *kind)
{
    g_autofree char *file = g_strescape(place->file, NULL);

    fprintf(out, "%s:%d: %s", file, place->line, kind);
}

size_t oracle_print(FILE *out)
{
    OracleVerdicts *verdicts = oracle_judge();
    size_t n = verdicts->n, i;

    for (i = 0; i < n; i++) {
        const OracleVerdict *verdict = &verdicts->list[i];

        print_head(out, &verdict->place, oracle_verdict_name(verdict->kind));
        print_string(out, "iothread", verdict->id);
        print_string(out, "holder", verdict->holder);
        print_string(out, "function", verdict->function);
        print_string(out,
                     verdict->kind == ORACLE_WRONG_NAME ? "held-as" : "held-on",
                     verdict->other);
        print_place(out, "get", &verdict->get);
        print_place(out, "put", &verdict->put);
        print_place(out, "death", &verdict->death);
        fputc('\n', out);
    }
    oracle_verdicts_free(verdicts);
    return n;
}

void oracle_print_events(FILE *out)
{
    OracleEvent event;
    size_t i;

    for (i = 0; oracle_peek(i, &event); i++) {
        print_head(out, &event.place, oracle_event_name(event.kind));
        print_string(out, "iothread", event.id);
        print_string(out, "holder", event.holder);
        print_string(out, "function", event.function);
        fputc('\n', out);
    }
}

void oracle_report_to(const char *path)
{
    oracle_lock();
    g_free(report_path);
    report_path = g_strdup(path);
    report_path_set = true;
    oracle_unlock();
}

void oracle_report(void)
{
    const char *path =
        report_path_set ? report_path : g_getenv("HOLDCHECK_ORACLE_REPORT");
    FILE *out;

    if (!path || !*path) {
        oracle_print(stderr);
        return;
    }
    out = fopen(path, "w");
    if (out) {
        oracle_print(out);
    }
    if (!out || fclose(out) != 0) {
        fprintf(stderr, "oracle: cannot write '%s': %s\n", path,
                g_strerror(errno));
        oracle_print(stderr);
    }
}
