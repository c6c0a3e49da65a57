/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>
#include "oracle/internal.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static GArray *events;
static unsigned iothreads;
static GStringChunk *strings;
static GPtrArray *kept;
static GHashTable *known;
static GPtrArray *at_reset;

/* Registered first, so it runs after all that the program does at its end. */
static void __attribute__((constructor)) register_report(void)
{
    atexit(oracle_report);
}

void oracle_lock(void)
{
    pthread_mutex_lock(&lock);
}

void oracle_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

unsigned oracle_next_iothread(void)
{
    return ++iothreads;
}

const char *oracle_keep_string(const char *string)
{
    if (!strings) {
        strings = g_string_chunk_new(256);
    }
    return g_string_chunk_insert_const(strings, string);
}

void oracle_log(OracleEventKind kind, unsigned iothread, const char *id,
                const char *holder, const char *function, const char *file,
                int line)
{
    /* A program may be unloaded, and its literals with it. */
    OracleEvent event = {
        .kind = kind,
        .place = { g_intern_string(file), line },
        .iothread = iothread,
        .id = id ? oracle_keep_string(id) : NULL,
        .holder = holder ? oracle_keep_string(holder) : NULL,
        .function = g_intern_string(function),
    };

    if (!events) {
        events = g_array_new(FALSE, FALSE, sizeof(OracleEvent));
    }
    g_array_append_val(events, event);
}

size_t oracle_events(void)
{
    size_t n;

    oracle_lock();
    n = events ? events->len : 0;
    oracle_unlock();
    return n;
}

bool oracle_peek(size_t n, OracleEvent *event)
{
    bool there;

    oracle_lock();
    there = events && n < events->len;
    if (there) {
        *event = g_array_index(events, OracleEvent, n);
    }
    oracle_unlock();
    return there;
}

OracleEvent oracle_event(size_t n)
{
    OracleEvent event = { .kind = ORACLE_EVENT_KINDS };
    bool there = oracle_peek(n, &event);

    g_assert(there);
    return event;
}

size_t oracle_count_events(OracleEventKind kind)
{
    size_t count = 0;
    guint i;

    oracle_lock();
    for (i = 0; events && i < events->len; i++) {
        count += g_array_index(events, OracleEvent, i).kind == kind;
    }
    oracle_unlock();
    return count;
}

void *oracle_keep(size_t size)
{
    void *memory = g_malloc0(size);

    if (!kept) {
        kept = g_ptr_array_new_with_free_func(g_free);
    }
    g_ptr_array_add(kept, memory);
    return memory;
}

void oracle_know(const void *address, void *record)
{
    if (!known) {
        known = g_hash_table_new(NULL, NULL);
    }
    g_hash_table_insert(known, (gpointer)address, record);
}

void *oracle_known(const void *address)
{
    return known ? g_hash_table_lookup(known, address) : NULL;
}

void oracle_at_reset(void (*fn)(void))
{
    if (!at_reset) {
        at_reset = g_ptr_array_new();
    }
    g_ptr_array_add(at_reset, (gpointer)fn);
}

void oracle_reset_run(void)
{
    guint i;

    oracle_lock();
    for (i = 0; at_reset && i < at_reset->len; i++) {
        ((void (*)(void))g_ptr_array_index(at_reset, i))();
    }
    g_clear_pointer(&events, g_array_unref);
    g_clear_pointer(&strings, g_string_chunk_free);
    g_clear_pointer(&kept, g_ptr_array_unref);
    g_clear_pointer(&known, g_hash_table_unref);
    iothreads = 0;
    oracle_unlock();
    oracle_choose_again();
}

void oracle_reset(void)
{
    oracle_reset_run();
    oracle_choose("");
}
