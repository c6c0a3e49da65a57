// SPDX-License-Identifier: GPL-2.0-or-later
// What comes out of a container may be what this function put in, or what
// another call of it did: a hold is kept in there, by name.
// RUN: %check -verify %s

#include "sysemu/iothread.h"

void *map_lookup(void *map, const char *name);
void map_insert(void *map, const char *name, void *value);
void map_remove(void *map, const char *name);
int move(AioContext *ctx);

static void *map;

static void put_kept(const char *node)
{
    IOThread *iothread;

    if (!map) {
        return;
    }
    iothread = map_lookup(map, node);
    if (iothread) {
        iothread_put_aio_context(iothread, node); // no warning
        map_remove(map, node);
    }
}

void keeps_in_map(const char *node, const char *id)
{
    IOThread *obj = NULL;
    AioContext *ctx = NULL;

    if (id) {
        obj = iothread_by_id(id);
        if (!obj) {
            return;
        }
        ctx = iothread_get_aio_context(obj, node);
    }
    if (move(ctx) == 0) {
        put_kept(node);
        if (obj) {
            map_insert(map, node, obj);
        }
    } else if (obj) {
        iothread_put_aio_context(obj, node);
    }
}

void forgets_to_insert(const char *node, IOThread *obj)
{
    AioContext *ctx = iothread_get_aio_context(obj, node);

    if (move(ctx) == 0) {
        put_kept(node);
        return; // expected-warning {{hold of 'obj' as 'node' leaks on this path}}
    }
    iothread_put_aio_context(obj, node);
}

void puts_its_own_again(const char *node, IOThread *obj, int again)
{
    iothread_get_aio_context(obj, node);
    iothread_put_aio_context(obj, node);
    if (again) {
        iothread_put_aio_context(obj, node); // expected-warning {{hold of 'obj' as 'node' is put twice}}
    }
}

void inserts_if_any(const char *node, IOThread *obj, int on)
{
    iothread_get_aio_context(obj, node);
    if (on) {
        map_insert(map, node, obj);
        return;
    }
    iothread_put_aio_context(obj, node);
}
