// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * What once made the engine lose a path, or take one for another.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "block/aio.h"
#include "sysemu/iothread.h"

typedef struct Owner {
    IOThread *iothread;
    IOThread *fixed[16];
    int notifier;
} Owner;

void prepare(int what, Error **errp);
int answer(int what);

/* Both outcomes of a void callee. */
void void_callee(Owner *s, Error **errp)
{
    Error *err = NULL;

    aio_notify(iothread_get_aio_context(s->iothread, "void"));
    prepare(1, &err);
    if (err) {
        error_propagate(errp, err);
        return; // expected-warning{{hold of 's->iothread' as 'void' leaks when this error is returned}}
    }
    prepare(2, &err);
    if (err) {
        error_propagate(errp, err);
        goto out;
    }
out:
    iothread_put_aio_context(s->iothread, "void");
}

void void_callee_ok(Owner *s, Error **errp)
{
    Error *err = NULL;

    aio_notify(iothread_get_aio_context(s->iothread, "void"));
    prepare(1, &err);
    if (err) {
        error_propagate(errp, err);
        goto out;
    }
    prepare(2, &err);
    if (err) {
        error_propagate(errp, err);
    }
out:
    iothread_put_aio_context(s->iothread, "void");
}

/* Forty conditions that decide nothing. */
#define COLD(i) do { if (answer(i) > 3) { answer(0); } } while (0)
#define COLD4(i) COLD(i); COLD(i + 1); COLD(i + 2); COLD(i + 3)
#define COLD40 COLD4(0); COLD4(4); COLD4(8); COLD4(12); COLD4(16); \
    COLD4(20); COLD4(24); COLD4(28); COLD4(32); COLD4(36)

int cold_branches(Owner *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "cold"));
    COLD40;
    if (answer(50)) {
        return 0; // expected-warning{{hold of 's->iothread' as 'cold' leaks on this path}}
    }
    iothread_put_aio_context(s->iothread, "cold");
    return 0;
}

int cold_branches_ok(Owner *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "cold"));
    COLD40;
    iothread_put_aio_context(s->iothread, "cold");
    return 0;
}

/* Back from a member to the object. */
void member_and_back(Owner *s, int *notifier)
{
    notifier = &s->notifier;
    aio_notify(iothread_get_aio_context(s->iothread, "member"));
    if (answer(1)) {
        return; // expected-warning{{hold of 's->iothread' as 'member' leaks on this path}}
    }
    iothread_put_aio_context(container_of(notifier, Owner, notifier)->iothread,
                             "member");
}

void member_and_back_ok(Owner *s)
{
    int *notifier = &s->notifier;

    aio_notify(iothread_get_aio_context(s->iothread, "member"));
    iothread_put_aio_context(container_of(notifier, Owner, notifier)->iothread,
                             "member");
}

/* Given out through a pointer, or not. */
bool find_context_ok(const char *id, AioContext **out, Error **errp)
{
    IOThread *iothread = iothread_by_id(id);

    if (!iothread) {
        error_setg(errp, "no IOThread '%s'", id);
        return false;
    }
    *out = iothread_get_aio_context(iothread, "find");
    return true;
}

bool find_context(const char *id, AioContext **out, Error **errp)
{
    IOThread *iothread = iothread_by_id(id);

    if (!iothread) {
        error_setg(errp, "no IOThread '%s'", id);
        return false;
    }
    aio_notify(iothread_get_aio_context(iothread, "look")); // expected-warning{{hold of 'iothread' as 'look' is never put}}
    return true;
}

/* A loop that is left early, and one over the same bound. */
void constant_loops_ok(Owner *s)
{
    int i;

    for (i = 0; i < 8; i++) {
        aio_notify(iothread_get_aio_context(s->fixed[i], "loops"));
        if (answer(i)) {
            while (i >= 0) {
                iothread_put_aio_context(s->fixed[i--], "loops");
            }
            return;
        }
    }
    for (i = 0; i < 8; i++) {
        iothread_put_aio_context(s->fixed[i], "loops");
    }
}

void constant_loops(Owner *s)
{
    int i;

    for (i = 0; i < 8; i++) {
        aio_notify(iothread_get_aio_context(s->fixed[i], "loops"));
        if (answer(i)) {
            while (i > 0) {
                iothread_put_aio_context(s->fixed[--i], "loops");
            }
            return; // expected-warning{{hold of 's->fixed[i]' as 'loops' leaks on this path}}
        }
    }
    for (i = 0; i < 8; i++) {
        iothread_put_aio_context(s->fixed[i], "loops");
    }
}

/* The main loop's context says that nothing is held. */
void main_context_ok(Owner *s)
{
    AioContext *ctx = qemu_get_aio_context();

    if (s->iothread) {
        ctx = iothread_get_aio_context(s->iothread, "main");
    }
    aio_notify(ctx);
    if (ctx != qemu_get_aio_context()) {
        iothread_put_aio_context(s->iothread, "main");
    }
}

void main_context(Owner *s)
{
    AioContext *ctx = qemu_get_aio_context();

    if (s->iothread) {
        ctx = iothread_get_aio_context(s->iothread, "main");
    }
    aio_notify(ctx);
    if (answer(1) && ctx != qemu_get_aio_context()) {
        iothread_put_aio_context(s->iothread, "main");
    }
} // expected-warning{{hold of 's->iothread' as 'main' leaks on this path}}

/* A static local keeps its value. */
void static_local_ok(IOThread *iothread)
{
    static IOThread *current;

    if (current) {
        iothread_put_aio_context(current, "static");
    }
    current = iothread;
    aio_notify(iothread_get_aio_context(iothread, "static"));
}

/* A union's members are one place. */
typedef struct Either {
    union {
        IOThread *iothread;
        void *opaque;
    };
} Either;

void union_ok(Either *e, IOThread *iothread)
{
    e->iothread = iothread;
    aio_notify(iothread_get_aio_context(e->iothread, "union"));
    iothread_put_aio_context(e->opaque, "union");
}

void union_bad(Either *e, IOThread *iothread)
{
    e->iothread = iothread;
    aio_notify(iothread_get_aio_context(e->iothread, "union")); // expected-warning{{hold of 'e->iothread' as 'union' is never put}}
    iothread_put_aio_context(e->opaque, "onion");
}

/* No path goes on through NULL: 'head' has an element wherever the second loop
 * runs. */
typedef struct Elem {
    IOThread *iothread;
    struct Elem *next;
} Elem;

void first_left_bad(Elem *head)
{
    Elem *e;

    for (e = head; e; e = e->next) {
        iothread_get_aio_context(e->iothread, "elem");
    }
    for (e = head->next; e; e = e->next) {
        iothread_put_aio_context(e->iothread, "elem");
    }
} // expected-warning{{hold of 'e->iothread' as 'elem' leaks on this path}}

void none_left_ok(Elem *head)
{
    Elem *e;

    for (e = head; e; e = e->next) {
        iothread_get_aio_context(e->iothread, "elem");
    }
    for (e = head; e; e = e->next) {
        iothread_put_aio_context(e->iothread, "elem");
    }
}
