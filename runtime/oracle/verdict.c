/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the log means.  It is read twice: first to see which put ends which
 * get, by the registry's own rule (the oldest hold of that name), then to
 * judge.  So a wrong put can be compared with the holds that are never put.
 */
#include <glib.h>
#include <string.h>
#include "oracle/internal.h"

#define NEVER G_MAXUINT

/* A get, and the event that ended it. */
typedef struct Hold {
    unsigned iothread;
    guint get, put;
} Hold;

typedef struct Court {
    OracleEvent *events;
    guint n;
    GArray *holds; /* Hold, in order of their gets */
    GArray *refs;  /* likewise, of object_ref() */
    GArray *verdicts;
} Court;

static const OracleEvent *get_of(const Court *court, const Hold *hold)
{
    return &court->events[hold->get];
}

static void match_put(Court *court, guint put)
{
    const OracleEvent *event = &court->events[put];
    guint i;

    for (i = 0; i < court->holds->len; i++) {
        Hold *hold = &g_array_index(court->holds, Hold, i);

        if (hold->put == NEVER && hold->iothread == event->iothread &&
            g_str_equal(get_of(court, hold)->holder, event->holder)) {
            hold->put = put;
            return;
        }
    }
}

/* References have no names: an unref undoes the latest ref. */
static void match_unref(Court *court, guint unref)
{
    guint i;

    for (i = court->refs->len; i-- > 0;) {
        Hold *ref = &g_array_index(court->refs, Hold, i);

        if (ref->put == NEVER &&
            ref->iothread == court->events[unref].iothread) {
            ref->put = unref;
            return;
        }
    }
}

static void match(Court *court)
{
    guint i;

    for (i = 0; i < court->n; i++) {
        Hold hold = { court->events[i].iothread, i, NEVER };

        switch (court->events[i].kind) {
        case ORACLE_GET:
            g_array_append_val(court->holds, hold);
            break;
        case ORACLE_PUT:
            match_put(court, i);
            break;
        case ORACLE_REF:
            g_array_append_val(court->refs, hold);
            break;
        case ORACLE_UNREF:
            match_unref(court, i);
            break;
        default:
            break;
        }
    }
}

/* The latest event of @kind on the IOThread of @n, before @n. */
static OraclePlace latest(const Court *court, OracleEventKind kind, guint n)
{
    guint i;

    for (i = n; i-- > 0;) {
        if (court->events[i].kind == kind &&
            court->events[i].iothread == court->events[n].iothread) {
            return court->events[i].place;
        }
    }
    return (OraclePlace){ NULL, 0 };
}

/* How many characters to insert, delete or replace. */
static guint distance(const char *a, const char *b)
{
    guint n = strlen(b), i, k;
    g_autofree guint *row = g_new(guint, n + 1);

    for (k = 0; k <= n; k++) {
        row[k] = k;
    }
    for (i = 1; *a; a++, i++) {
        guint diagonal = row[0];

        row[0] = i;
        for (k = 1; k <= n; k++) {
            guint replace = diagonal + (*a != b[k - 1]);

            diagonal = row[k];
            row[k] = MIN(replace, MIN(row[k], row[k - 1]) + 1);
        }
    }
    return row[n];
}

/*
 * The hold that the put at @n should have been for: one that is never put
 * rather than one that somebody puts later, then the nearest name, then the
 * latest.
 */
static const Hold *nearest(const Court *court, guint n, bool same_iothread)
{
    const OracleEvent *event = &court->events[n];
    const Hold *best = NULL;
    guint best_distance = 0, i;

    for (i = 0; i < court->holds->len; i++) {
        const Hold *hold = &g_array_index(court->holds, Hold, i);
        const char *holder = get_of(court, hold)->holder;
        guint d;

        if (hold->get > n || hold->put < n ||
            (hold->iothread == event->iothread) != same_iothread) {
            continue;
        }
        d = distance(event->holder, holder);
        if (!same_iothread && d) {
            continue;
        }
        if (!best || (hold->put == NEVER) > (best->put == NEVER) ||
            ((hold->put == NEVER) == (best->put == NEVER) &&
             d <= best_distance)) {
            best = hold;
            best_distance = d;
        }
    }
    return best;
}

/* The latest hold of that name on that IOThread that was put before @n. */
static const Hold *put_before(const Court *court, guint n)
{
    const OracleEvent *event = &court->events[n];
    const Hold *best = NULL;
    guint i;

    for (i = 0; i < court->holds->len; i++) {
        const Hold *hold = &g_array_index(court->holds, Hold, i);

        if (hold->put < n && hold->iothread == event->iothread &&
            g_str_equal(get_of(court, hold)->holder, event->holder) &&
            (!best || hold->put > best->put)) {
            best = hold;
        }
    }
    return best;
}

static void judge_put(const Court *court, guint n, OracleVerdict *verdict)
{
    const Hold *hold;

    verdict->death = latest(court, ORACLE_DEATH, n);
    if ((hold = put_before(court, n))) {
        verdict->kind = ORACLE_PUT_TWICE;
        verdict->put = court->events[hold->put].place;
    } else if ((hold = nearest(court, n, false))) {
        verdict->kind = ORACLE_WRONG_IOTHREAD;
        verdict->other = get_of(court, hold)->id;
    } else if ((hold = nearest(court, n, true))) {
        verdict->kind = ORACLE_WRONG_NAME;
        verdict->other = get_of(court, hold)->holder;
    } else {
        verdict->kind = ORACLE_PUT_UNHELD;
    }
    if (hold) {
        verdict->get = get_of(court, hold)->place;
    }
}

static void say(Court *court, guint n, OracleVerdictKind kind)
{
    const OracleEvent *event = &court->events[n];
    OracleVerdict verdict = {
        .kind = kind,
        .place = event->place,
        .id = event->id,
        .holder = event->holder,
        .function = event->function,
    };

    switch (kind) {
    case ORACLE_PUT_UNHELD:
        judge_put(court, n, &verdict);
        break;
    case ORACLE_USED_AFTER_PUT:
        verdict.put = latest(court, ORACLE_PUT, n);
        if (!verdict.put.file) { /* the released API */
            verdict.put = latest(court, ORACLE_UNREF, n);
        }
        break;
    case ORACLE_USED_AFTER_DEATH:
    case ORACLE_UNREF_OF_OTHERS:
        verdict.death = latest(court, ORACLE_DEATH, n);
        break;
    default:
        break;
    }
    g_array_append_val(court->verdicts, verdict);
}

static void judge(Court *court)
{
    static const struct {
        OracleEventKind event;
        OracleVerdictKind verdict;
    } wrong[] = {
        { ORACLE_PUT_UNKNOWN, ORACLE_PUT_UNHELD },
        { ORACLE_GET_NULL_NAME, ORACLE_NO_NAME },
        { ORACLE_PUT_NULL_NAME, ORACLE_NO_NAME },
        { ORACLE_NULL_IOTHREAD, ORACLE_NO_IOTHREAD },
        { ORACLE_OVER_UNREF, ORACLE_UNREF_OF_OTHERS },
        { ORACLE_USE_AFTER_PUT, ORACLE_USED_AFTER_PUT },
        { ORACLE_USE_AFTER_DEATH, ORACLE_USED_AFTER_DEATH },
        { ORACLE_USE_UNHELD, ORACLE_USED_UNHELD },
    };
    guint i, k;

    for (i = 0; i < court->n; i++) {
        for (k = 0; k < G_N_ELEMENTS(wrong); k++) {
            if (court->events[i].kind == wrong[k].event) {
                say(court, i, wrong[k].verdict);
            }
        }
    }
    for (i = 0; i < court->holds->len; i++) {
        const Hold *hold = &g_array_index(court->holds, Hold, i);

        if (hold->put == NEVER) {
            say(court, hold->get, ORACLE_LEAKED);
        }
    }
    for (i = 0; i < court->refs->len; i++) {
        const Hold *ref = &g_array_index(court->refs, Hold, i);

        if (ref->put == NEVER) {
            say(court, ref->get, ORACLE_LEAKED_REF);
        }
    }
}

static int compare_places(const OraclePlace *a, const OraclePlace *b)
{
    int order = g_strcmp0(a->file, b->file);

    return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* All that is printed takes part, so equal ones cannot be told apart. */
static gint compare(gconstpointer x, gconstpointer y)
{
    const OracleVerdict *a = x, *b = y;
    int order = compare_places(&a->place, &b->place);

    order = order ? order : (int)a->kind - (int)b->kind;
    order = order ? order : g_strcmp0(a->id, b->id);
    order = order ? order : g_strcmp0(a->holder, b->holder);
    order = order ? order : g_strcmp0(a->function, b->function);
    order = order ? order : g_strcmp0(a->other, b->other);
    order = order ? order : compare_places(&a->get, &b->get);
    order = order ? order : compare_places(&a->put, &b->put);
    return order ? order : compare_places(&a->death, &b->death);
}

OracleVerdicts *oracle_judge(void)
{
    OracleVerdicts *verdicts = g_new(OracleVerdicts, 1);
    Court court = { .holds = g_array_new(FALSE, FALSE, sizeof(Hold)),
                    .refs = g_array_new(FALSE, FALSE, sizeof(Hold)),
                    .verdicts =
                        g_array_new(FALSE, FALSE, sizeof(OracleVerdict)) };
    GArray *events = g_array_new(FALSE, FALSE, sizeof(OracleEvent));
    OracleEvent event;

    while (oracle_peek(events->len, &event)) {
        g_array_append_val(events, event);
    }
    court.n = events->len;
    court.events = (OracleEvent *)g_array_free(events, FALSE);
    match(&court);
    judge(&court);
    g_array_sort(court.verdicts, compare);
    verdicts->n = court.verdicts->len;
    verdicts->list = (OracleVerdict *)g_array_free(court.verdicts, FALSE);
    g_array_unref(court.holds);
    g_array_unref(court.refs);
    g_free(court.events);
    return verdicts;
}

void oracle_verdicts_free(OracleVerdicts *verdicts)
{
    g_free(verdicts->list);
    g_free(verdicts);
}

size_t oracle_count(OracleVerdictKind kind)
{
    OracleVerdicts *verdicts = oracle_judge();
    size_t count = 0, i;

    for (i = 0; i < verdicts->n; i++) {
        count += verdicts->list[i].kind == kind;
    }
    oracle_verdicts_free(verdicts);
    return count;
}

int oracle_line(OracleVerdictKind kind, size_t n)
{
    OracleVerdicts *verdicts = oracle_judge();
    int line = 0;
    size_t i;

    for (i = 0; i < verdicts->n && !line; i++) {
        if (verdicts->list[i].kind == kind && n-- == 0) {
            line = verdicts->list[i].place.line;
        }
    }
    oracle_verdicts_free(verdicts);
    return line;
}
