/* SPDX-License-Identifier: GPL-2.0-or-later */
// RUN: %check -verify %s
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VBLK "vblk"

typedef struct VBlk {
    DeviceState parent_obj;
    IOThread *iothread;
    IOThread *event_iothread;
    AioContext *ctx;
    BlockBackend *blk;
    QEMUBH *bh;
    char *holder;
    char *serial;
    int index;
    bool scsi;
} VBlk;

DECLARE_INSTANCE_CHECKER(VBlk, VBLK, TYPE_VBLK)

int snprintf(char *str, size_t size, const char *format, ...);

static const char blk_name[] = "virtio-blk";
static const char scsi_name[] = "virtio-scsi";
static const char *const fixed_name = "virtio-blk";

/* Constant arrays. */
void arrays_differ(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, blk_name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, scsi_name); // expected-warning{{'s->iothread' is put as}}
}

void array_equals_literal(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, blk_name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

void pointer_equals_array(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, fixed_name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, blk_name);
}

/* Literals that the compiler glues. */
#define VBLK_PREFIX "virtio-"

void glued_differs(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, VBLK_PREFIX "blk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, VBLK_PREFIX "net"); // expected-warning{{'s->iothread' is put as 'virtio-net' but held as 'virtio-blk'}}
}

void glued_is_equal(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, VBLK_PREFIX "blk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

/* g_strdup */
void copy_differs(VBlk *s)
{
    g_autofree char *name = g_strdup("virtio-blk");
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-scsi"); // expected-warning{{'s->iothread' is put as 'virtio-scsi' but held as}}
}

void copy_is_equal(VBlk *s)
{
    g_autofree char *name = g_strdup("virtio-blk");
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

void copy_of_copy(VBlk *s)
{
    g_autofree char *name = g_strdup(s->holder);
    g_autofree char *again = g_strdup(name);
    AioContext *ctx = iothread_get_aio_context(s->iothread, again);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
}

/* g_strdup_printf */
void formats_differ(VBlk *s)
{
    g_autofree char *a = g_strdup_printf("blk-%d", s->index);
    g_autofree char *b = g_strdup_printf("nbd-%d", s->index);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b); // expected-warning{{'s->iothread' is put as}}
}

void formats_equal(VBlk *s)
{
    g_autofree char *a = g_strdup_printf("blk-%d", s->index);
    g_autofree char *b = g_strdup_printf("blk-%d", s->index);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b);
}

void format_arguments_differ(VBlk *s)
{
    g_autofree char *a = g_strdup_printf("queue-%d", 0);
    g_autofree char *b = g_strdup_printf("queue-%d", 1);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b); // expected-warning{{'s->iothread' is put as}}
}

/* Two numbers from outside may be the same. */
void format_arguments_unknown(VBlk *s, int i, int j)
{
    g_autofree char *a = g_strdup_printf("queue-%d", i);
    g_autofree char *b = g_strdup_printf("queue-%d", j);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b);
}

/* "%s" is a copy. */
void format_string_differs(VBlk *s)
{
    g_autofree char *name = g_strdup_printf("%s", "virtio-blk");
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-scsi"); // expected-warning{{'s->iothread' is put as 'virtio-scsi' but held as}}
}

void format_string_is_copy(VBlk *s)
{
    g_autofree char *name = g_strdup_printf("%s", "virtio-blk");
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk");
}

void format_string_of_field(VBlk *s)
{
    g_autofree char *name = g_strdup_printf("%s", s->holder);
    AioContext *ctx = iothread_get_aio_context(s->iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
}

/* g_strconcat */
void concats_differ(VBlk *s)
{
    g_autofree char *a = g_strconcat("blk-", s->serial, NULL);
    g_autofree char *b = g_strconcat("nbd-", s->serial, NULL);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b); // expected-warning{{'s->iothread' is put as}}
}

void concats_equal(VBlk *s)
{
    g_autofree char *a = g_strconcat("blk-", s->serial, NULL);
    g_autofree char *b = g_strconcat("blk-", s->serial, NULL);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b);
}

/* The same string, built in another way. */
void concat_and_format(VBlk *s)
{
    g_autofree char *a = g_strconcat("blk-", s->serial, NULL);
    g_autofree char *b = g_strdup_printf("blk-%s", s->serial);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b);
}

/* Paths. */
void paths_of_two_objects(VBlk *a, VBlk *b)
{
    g_autofree char *path_a = object_get_canonical_path(OBJECT(a));
    g_autofree char *path_b = object_get_canonical_path(OBJECT(b));
    AioContext *ctx = iothread_get_aio_context(a->iothread, path_a);

    aio_notify(ctx);
    iothread_put_aio_context(a->iothread, path_b); // expected-warning{{'a->iothread' is put as path of 'b' but held as path of 'a'}}
}

void paths_of_one_object(VBlk *a)
{
    g_autofree char *path_a = object_get_canonical_path(OBJECT(a));
    g_autofree char *path_b = object_get_canonical_path(OBJECT(a));
    AioContext *ctx = iothread_get_aio_context(a->iothread, path_a);

    aio_notify(ctx);
    iothread_put_aio_context(a->iothread, path_b);
}

void path_through_casts(DeviceState *dev)
{
    VBlk *s = VBLK(dev);
    g_autofree char *a = object_get_canonical_path(OBJECT(s));
    g_autofree char *b = object_get_canonical_path(OBJECT(DEVICE(s)));
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b);
}

void path_through_first_member(VBlk *s)
{
    g_autofree char *a = object_get_canonical_path(OBJECT(s));
    g_autofree char *b = object_get_canonical_path(
        &s->parent_obj.parent_obj);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b);
}

void path_through_opaque(void *opaque)
{
    VBlk *s = opaque;
    g_autofree char *a = object_get_canonical_path(opaque);
    g_autofree char *b = object_get_canonical_path(OBJECT(s));
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b);
}

/* Fields. */
void field_rewritten(VBlk *s)
{
    AioContext *ctx;

    s->holder = g_strdup("vblk");
    ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(ctx);
    g_free(s->holder);
    s->holder = g_strdup("vblk-new");
    iothread_put_aio_context(s->iothread, s->holder); // expected-warning{{'s->iothread' is put as}}
}

void field_not_rewritten(VBlk *s)
{
    AioContext *ctx;

    s->holder = g_strdup("vblk");
    ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
    g_free(s->holder);
    s->holder = g_strdup("vblk-new");
}

void field_rewritten_with_equal(VBlk *s)
{
    AioContext *ctx;

    s->holder = g_strdup("vblk");
    ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(ctx);
    g_free(s->holder);
    s->holder = g_strdup("vblk");
    iothread_put_aio_context(s->iothread, s->holder);
}

/* Code that is not seen may write the field. */
void vblk_rename(VBlk *s);

void field_rewritten_out_of_sight(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, s->holder);

    aio_notify(ctx);
    vblk_rename(s);
    iothread_put_aio_context(s->iothread, s->holder);
}

/* The path is saved, and freed only behind the put. */
void saved_path(VBlk *s)
{
    AioContext *ctx;

    s->holder = object_get_canonical_path(OBJECT(s));
    ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->holder);
    g_free(s->holder);
    s->holder = NULL;
}

void saved_path_and_path(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));
    AioContext *ctx;

    s->holder = g_strdup(path);
    ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, path);
}

void saved_path_put_as_serial(VBlk *s)
{
    AioContext *ctx;

    s->holder = object_get_canonical_path(OBJECT(s));
    ctx = iothread_get_aio_context(s->iothread, s->holder);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, s->serial); // expected-warning{{'s->iothread' is put as 's->serial' but held as}}
}

/* Parameters. */
void parameter(IOThread *iothread, const char *holder)
{
    AioContext *ctx = iothread_get_aio_context(iothread, holder);

    aio_notify(ctx);
    iothread_put_aio_context(iothread, holder);
}

void parameter_copied(IOThread *iothread, const char *holder)
{
    g_autofree char *name = g_strdup(holder);
    AioContext *ctx = iothread_get_aio_context(iothread, name);

    aio_notify(ctx);
    iothread_put_aio_context(iothread, holder);
}

/* A caller may well pass "vblk". */
void parameter_and_literal(IOThread *iothread, const char *holder)
{
    AioContext *ctx = iothread_get_aio_context(iothread, holder);

    aio_notify(ctx);
    iothread_put_aio_context(iothread, "vblk");
}

/* An automatic buffer. */
void buffer(VBlk *s)
{
    char name[32];
    AioContext *ctx;

    snprintf(name, sizeof(name), "vblk-%d", s->index);
    ctx = iothread_get_aio_context(s->iothread, name);
    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, name);
}

/* The id of the IOThread itself as a name. */
void thread_id_as_name(VBlk *s)
{
    g_autofree char *a = iothread_get_id(s->iothread);
    g_autofree char *b = iothread_get_id(s->iothread);
    AioContext *ctx = iothread_get_aio_context(s->iothread, a);

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, b);
}

/* The last step of a path has no slash, the path begins with one. */
void step_of_path_bad(VBlk *s)
{
    g_autofree char *path = object_get_canonical_path(OBJECT(s));

    aio_notify(iothread_get_aio_context(s->iothread, path));
    iothread_put_aio_context(s->iothread, // expected-warning{{but held as path of 's'}}
                             object_get_canonical_path_component(OBJECT(s)));
}

void step_and_field(VBlk *s)
{
    aio_notify(iothread_get_aio_context(
        s->iothread, object_get_canonical_path_component(OBJECT(s))));
    iothread_put_aio_context(s->iothread,
                             object_get_canonical_path_component(OBJECT(s)));
}
