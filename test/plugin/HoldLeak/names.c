// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/*
 * The holder name is a value.  In each wrong function the put that is there
 * must be seen as the put of the same hold, by another expression; otherwise
 * the leak would be reported elsewhere or as something else.
 */
#include "qemu/osdep.h"
#include "hw/virtio/virtio.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VRNG "vrng"
OBJECT_DECLARE_SIMPLE_TYPE(VRng, VRNG)
struct VRng {
    VirtIODevice parent_obj;
    IOThread *iothread;
    char *holder;
    const char *label;
    int index;
    bool stalled;
};

#define VRNG_HOLDER "vrng"
static const char vrng_holder[] = "vrng";

/* ---- literal, macro, static array ---- */

int vrng_read_literal(VRng *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vrng"));
    if (s->stalled) {
        return -EIO; // expected-warning{{hold of 's->iothread' as 'vrng' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, VRNG_HOLDER);
    return 0;
}

int vrng_read_literal_ok(VRng *s)
{
    aio_notify(iothread_get_aio_context(s->iothread, "vrng"));
    if (s->stalled) {
        iothread_put_aio_context(s->iothread, VRNG_HOLDER);
        return -EIO;
    }
    iothread_put_aio_context(s->iothread, vrng_holder);
    return 0;
}

/* ---- two calls that name the same object ---- */

int vrng_read_path(DeviceState *dev)
{
    VRng *s = VRNG(dev);
    g_autofree char *a = object_get_canonical_path(OBJECT(dev));
    g_autofree char *b = NULL;

    aio_notify(iothread_get_aio_context(s->iothread, a));
    if (s->stalled) {
        return -EIO; // expected-warning{{hold of 's->iothread' as path of 'dev' leaks when this error is returned}}
    }
    b = object_get_canonical_path(OBJECT(s));
    iothread_put_aio_context(s->iothread, b);
    return 0;
}

int vrng_read_path_ok(DeviceState *dev)
{
    VRng *s = VRNG(dev);
    g_autofree char *a = object_get_canonical_path(OBJECT(dev));
    g_autofree char *b = NULL;

    aio_notify(iothread_get_aio_context(s->iothread, a));
    b = object_get_canonical_path(OBJECT(s));
    iothread_put_aio_context(s->iothread, b);
    return s->stalled ? -EIO : 0;
}

/* ---- copies ---- */

int vrng_read_copy(VRng *s)
{
    g_autofree char *copy = g_strdup(s->holder);

    aio_notify(iothread_get_aio_context(s->iothread, s->holder));
    if (s->stalled) {
        return -EIO; // expected-warning{{hold of 's->iothread' as 's->holder' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, copy);
    return 0;
}

int vrng_read_copy_ok(VRng *s)
{
    g_autofree char *copy = g_strdup(s->holder);

    aio_notify(iothread_get_aio_context(s->iothread, s->holder));
    iothread_put_aio_context(s->iothread, copy);
    return s->stalled ? -EIO : 0;
}

/* The copy outlives the original, which is freed in between. */
void vrng_copy_kept_ok(VRng *s)
{
    char *path = object_get_canonical_path(OBJECT(s));
    g_autofree char *kept = g_strdup(path);

    aio_notify(iothread_get_aio_context(s->iothread, path));
    g_free(path);
    iothread_put_aio_context(s->iothread, kept);
}

/* ---- the same format, the same arguments ---- */

int vrng_read_format(VRng *s)
{
    g_autofree char *a = g_strdup_printf("%s-%d", s->label, s->index);
    g_autofree char *b = g_strdup_printf("%s-%d", s->label, s->index);

    aio_notify(iothread_get_aio_context(s->iothread, a));
    if (s->stalled) {
        return -EIO; // expected-warning-re{{hold of 's->iothread' as {{.*}} leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, b);
    return 0;
}

int vrng_read_format_ok(VRng *s)
{
    g_autofree char *a = g_strdup_printf("%s-%d", s->label, s->index);
    g_autofree char *b = g_strdup_printf("%s-%d", s->label, s->index);

    aio_notify(iothread_get_aio_context(s->iothread, a));
    iothread_put_aio_context(s->iothread, b);
    return s->stalled ? -EIO : 0;
}

int vrng_read_concat(VRng *s)
{
    g_autofree char *a = g_strconcat("vrng/", s->label, NULL);
    g_autofree char *b = g_strconcat("vrng/", s->label, NULL);

    aio_notify(iothread_get_aio_context(s->iothread, a));
    if (s->stalled) {
        return -EIO; // expected-warning-re{{hold of 's->iothread' as {{.*}} leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, b);
    return 0;
}

int vrng_read_concat_ok(VRng *s)
{
    g_autofree char *a = g_strconcat("vrng/", s->label, NULL);
    g_autofree char *b = g_strconcat("vrng/", s->label, NULL);

    aio_notify(iothread_get_aio_context(s->iothread, a));
    iothread_put_aio_context(s->iothread, b);
    return s->stalled ? -EIO : 0;
}

/* ---- one of two names ---- */

int vrng_read_choice(VRng *s)
{
    const char *who = s->index ? "vrng-aux" : "vrng";

    aio_notify(iothread_get_aio_context(s->iothread, who));
    if (s->stalled) {
        return -EIO; // expected-warning-re 1-2 {{hold of 's->iothread' as {{.*}} leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, who);
    return 0;
}

int vrng_read_choice_ok(VRng *s)
{
    const char *who = s->index ? "vrng-aux" : "vrng";

    aio_notify(iothread_get_aio_context(s->iothread, who));
    iothread_put_aio_context(s->iothread, s->index ? "vrng-aux" : "vrng");
    return s->stalled ? -EIO : 0;
}

/* ---- a parameter ---- */

int vrng_read_as(VRng *s, const char *holder)
{
    aio_notify(iothread_get_aio_context(s->iothread, holder));
    if (s->stalled) {
        return -EIO; // expected-warning{{hold of 's->iothread' as 'holder' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->iothread, holder);
    return 0;
}

int vrng_read_as_ok(VRng *s, const char *holder)
{
    aio_notify(iothread_get_aio_context(s->iothread, holder));
    iothread_put_aio_context(s->iothread, holder);
    return s->stalled ? -EIO : 0;
}

/* ---- a name of unknown origin: nothing can be said about the put ---- */

char *vrng_make_name(VRng *s);

int vrng_read_unknown_ok(VRng *s)
{
    g_autofree char *a = vrng_make_name(s);
    g_autofree char *b = vrng_make_name(s);

    aio_notify(iothread_get_aio_context(s->iothread, a));
    iothread_put_aio_context(s->iothread, b);
    return 0;
}
