/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names that are made in a buffer, and numbers in them. */
// RUN: %check -verify %s
#include "qemu/osdep.h"
#include "hw/virtio/virtio.h"
#include "sysemu/iothread.h"

int snprintf(char *str, size_t size, const char *format, ...);
char *pstrcpy(char *buf, int size, const char *str);
void *memcpy(void *dest, const void *src, size_t n);
void fill(char *name);

typedef struct Label {
    char name[32];
    int length;
} Label;

void fill_label(Label *label);
void read_label(const Label *label);

typedef struct VBuf {
    VirtIODevice parent_obj;
    IOThread *iothread;
    char name[32];
    char other[32];
    int index;
} VBuf;

void local_ok(VBuf *s)
{
    char name[32];

    snprintf(name, sizeof(name), "vq%d", s->index);
    iothread_get_aio_context(s->iothread, name);
    snprintf(name, sizeof(name), "vq%d", s->index);
    iothread_put_aio_context(s->iothread, name);
}

void local_bad(VBuf *s)
{
    char name[32];

    snprintf(name, sizeof(name), "vq%d", s->index);
    iothread_get_aio_context(s->iothread, name);
    snprintf(name, sizeof(name), "q%d", s->index);
    iothread_put_aio_context(s->iothread, name); // expected-warning{{'s->iothread' is put as 'name' but held as 'name'}}
}

void copied_ok(VBuf *s)
{
    char name[32];

    pstrcpy(name, sizeof(name), "vq");
    iothread_get_aio_context(s->iothread, "vq");
    iothread_put_aio_context(s->iothread, name);
}

void copied_bad(VBuf *s)
{
    char name[32];

    pstrcpy(name, sizeof(name), "vq");
    iothread_get_aio_context(s->iothread, "q");
    iothread_put_aio_context(s->iothread, name); // expected-warning{{'s->iothread' is put as 'vq' but held as 'q'}}
}

/* Who knows what is in it now. */
void filled_ok(VBuf *s)
{
    char name[32];

    pstrcpy(name, sizeof(name), "vq");
    iothread_get_aio_context(s->iothread, "q");
    fill(name);
    iothread_put_aio_context(s->iothread, name);
}

void poked_ok(VBuf *s)
{
    char name[32];

    pstrcpy(name, sizeof(name), "vq");
    iothread_get_aio_context(s->iothread, "q");
    name[0] = 'q';
    name[1] = 0;
    iothread_put_aio_context(s->iothread, name);
}

void appended_ok(VBuf *s)
{
    char name[32];

    snprintf(name, sizeof(name), "vq");
    snprintf(name + 2, sizeof(name) - 2, "%d", s->index);
    iothread_get_aio_context(s->iothread, "vq0");
    iothread_put_aio_context(s->iothread, name);
}

void filled_behind_ok(VBuf *s)
{
    char name[32];

    pstrcpy(name, sizeof(name), "vq");
    iothread_get_aio_context(s->iothread, "vq0");
    fill(name + 2);
    iothread_put_aio_context(s->iothread, name);
}

void copied_over_ok(VBuf *s)
{
    char name[32];

    pstrcpy(name, sizeof(name), "vq");
    iothread_get_aio_context(s->iothread, "q");
    memcpy(name, "q", 2);
    iothread_put_aio_context(s->iothread, name);
}

void record_filled_ok(VBuf *s)
{
    Label label;

    pstrcpy(label.name, sizeof(label.name), "vq");
    iothread_get_aio_context(s->iothread, "q");
    fill_label(&label);
    iothread_put_aio_context(s->iothread, label.name);
}

void record_read_bad(VBuf *s)
{
    Label label;

    pstrcpy(label.name, sizeof(label.name), "vq");
    iothread_get_aio_context(s->iothread, "q");
    read_label(&label);
    iothread_put_aio_context(s->iothread, label.name); // expected-warning{{'s->iothread' is put as 'vq' but held as 'q'}}
}

void next_bad(VBuf *s, int i)
{
    g_autofree char *this = g_strdup_printf("vq%d", i);
    g_autofree char *next = g_strdup_printf("vq%d", i + 1);

    iothread_get_aio_context(s->iothread, this);
    iothread_put_aio_context(s->iothread, next); // expected-warning{{'s->iothread' is put as 'next' but held as 'this'}}
}

void next_ok(VBuf *s, int i)
{
    g_autofree char *this = g_strdup_printf("vq%d", i + 1);
    g_autofree char *next = g_strdup_printf("vq%d", ++i);

    iothread_get_aio_context(s->iothread, this);
    iothread_put_aio_context(s->iothread, next);
}

void other_number_ok(VBuf *s, int i, int j)
{
    g_autofree char *this = g_strdup_printf("vq%d", i);
    g_autofree char *next = g_strdup_printf("vq%d", j);

    iothread_get_aio_context(s->iothread, this);
    iothread_put_aio_context(s->iothread, next);
}

/* In the object, from realize to unrealize. */
static void vbuf_realize(DeviceState *dev, Error **errp)
{
    VBuf *s = (VBuf *)dev;

    snprintf(s->name, sizeof(s->name), "vbuf%d", s->index);
    iothread_get_aio_context(s->iothread, s->name);
}

static void vbuf_unrealize(DeviceState *dev)
{
    VBuf *s = (VBuf *)dev;

    iothread_put_aio_context(s->iothread, s->name);
}

static void vbad_realize(DeviceState *dev, Error **errp)
{
    VBuf *s = (VBuf *)dev;

    pstrcpy(s->name, sizeof(s->name), "vbuf");
    pstrcpy(s->other, sizeof(s->other), "other");
    iothread_get_aio_context(s->iothread, s->name); // expected-note{{held here as 'vbuf'}}
}

static void vbad_unrealize(DeviceState *dev)
{
    VBuf *s = (VBuf *)dev;

    iothread_put_aio_context(s->iothread, s->other); // expected-warning{{'s->iothread' is put as 's->other' but held as 'vbuf'}}
}

static void vbuf_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = vbuf_realize;
    vdc->unrealize = vbuf_unrealize;
}

static void vbad_class_init(ObjectClass *klass, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(klass);

    vdc->realize = vbad_realize;
    vdc->unrealize = vbad_unrealize;
}

static const TypeInfo vbuf_infos[] = {
    { .name = "vbuf", .class_init = vbuf_class_init },
    { .name = "vbad", .class_init = vbad_class_init },
};
DEFINE_TYPES(vbuf_infos)
