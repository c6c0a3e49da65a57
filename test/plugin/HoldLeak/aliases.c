// SPDX-License-Identifier: GPL-2.0-or-later
// RUN: %check -verify %s
/* The IOThread is reached in more than one way. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

typedef struct DataPlaneConf {
    IOThread *iothread;
    int queues;
} DataPlaneConf;

typedef struct DataPlane {
    DataPlaneConf conf;
    IOThread *iothread;
    AioContext *ctx;
    BlockBackend *blk;
    bool fenced;
} DataPlane;

typedef struct Disk {
    DataPlaneConf conf;
    DataPlane *dataplane;
    QEMUBH *bh;
} Disk;

/* ---- a local copy ---- */

int disk_probe(Disk *s)
{
    IOThread *t = s->conf.iothread;

    aio_notify(iothread_get_aio_context(t, "disk"));
    if (!s->conf.queues) {
        return -EINVAL; // expected-warning{{hold of 't' as 'disk' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->conf.iothread, "disk");
    return 0;
}

int disk_probe_ok(Disk *s)
{
    IOThread *t = s->conf.iothread;

    aio_notify(iothread_get_aio_context(t, "disk"));
    if (!s->conf.queues) {
        iothread_put_aio_context(s->conf.iothread, "disk");
        return -EINVAL;
    }
    iothread_put_aio_context(t, "disk");
    return 0;
}

/* ---- a pointer to the part that has it ---- */

int disk_probe_conf(Disk *s)
{
    DataPlaneConf *conf = &s->conf;

    aio_notify(iothread_get_aio_context(s->conf.iothread, "disk"));
    if (!conf->queues) {
        return -EINVAL; // expected-warning{{hold of 's->conf.iothread' as 'disk' leaks when this error is returned}}
    }
    iothread_put_aio_context(conf->iothread, "disk");
    return 0;
}

int disk_probe_conf_ok(Disk *s)
{
    DataPlaneConf *conf = &s->conf;

    aio_notify(iothread_get_aio_context(s->conf.iothread, "disk"));
    iothread_put_aio_context(conf->iothread, "disk");
    return conf->queues ? 0 : -EINVAL;
}

/* ---- copied into a second structure ---- */

int disk_attach(Disk *s, DataPlane *d)
{
    d->iothread = s->conf.iothread;
    d->ctx = iothread_get_aio_context(s->conf.iothread, "disk");
    if (d->fenced) {
        return -EBUSY; // expected-warning{{hold of 's->conf.iothread' as 'disk' leaks when this error is returned}}
    }
    iothread_put_aio_context(d->iothread, "disk");
    return 0;
}

int disk_attach_ok(Disk *s, DataPlane *d)
{
    d->iothread = s->conf.iothread;
    d->ctx = iothread_get_aio_context(s->conf.iothread, "disk");
    if (d->fenced) {
        iothread_put_aio_context(s->conf.iothread, "disk");
        return -EBUSY;
    }
    iothread_put_aio_context(d->iothread, "disk");
    return 0;
}

/* A whole structure is copied. */
int disk_snapshot(Disk *s, DataPlane *d)
{
    DataPlaneConf saved = s->conf;

    aio_notify(iothread_get_aio_context(saved.iothread, "disk"));
    if (d->fenced) {
        return -EBUSY; // expected-warning{{hold of 'saved.iothread' as 'disk' leaks when this error is returned}}
    }
    iothread_put_aio_context(s->conf.iothread, "disk");
    return 0;
}

int disk_snapshot_ok(Disk *s, DataPlane *d)
{
    DataPlaneConf saved = s->conf;

    aio_notify(iothread_get_aio_context(saved.iothread, "disk"));
    iothread_put_aio_context(s->conf.iothread, "disk");
    return d->fenced ? -EBUSY : 0;
}

/* ---- through QOM casts ---- */

int disk_cast(Object *obj, DataPlane *d)
{
    aio_notify(iothread_get_aio_context(IOTHREAD(obj), "disk"));
    if (d->fenced) {
        return -EBUSY; // expected-warning-re{{hold of '{{.*}}obj{{.*}}' as 'disk' leaks when this error is returned}}
    }
    iothread_put_aio_context((IOThread *) obj, "disk");
    return 0;
}

int disk_cast_ok(Object *obj, DataPlane *d)
{
    aio_notify(iothread_get_aio_context(IOTHREAD(obj), "disk"));
    iothread_put_aio_context((IOThread *) obj, "disk");
    return d->fenced ? -EBUSY : 0;
}

/* ---- a freshly made structure ---- */

DataPlane *data_plane_new(Disk *s, IOThread *iothread, Error **errp)
{
    DataPlane *d = g_new0(DataPlane, 1);

    d->iothread = iothread;
    d->ctx = iothread_get_aio_context(d->iothread, "dataplane");
    if (blk_set_aio_context(s->dataplane->blk, d->ctx, errp) < 0) {
        g_free(d);
        return NULL; // expected-warning-re{{hold of '{{(d->)?}}iothread' as 'dataplane' leaks when this error is returned}}
    }
    return d;
}

DataPlane *data_plane_new_ok(Disk *s, IOThread *iothread, Error **errp)
{
    DataPlane *d = g_new0(DataPlane, 1);

    d->iothread = iothread;
    d->ctx = iothread_get_aio_context(d->iothread, "dataplane");
    if (blk_set_aio_context(s->dataplane->blk, d->ctx, errp) < 0) {
        iothread_put_aio_context(iothread, "dataplane");
        g_free(d);
        return NULL;
    }
    return d;
}

void data_plane_free_ok(DataPlane *d)
{
    iothread_put_aio_context(d->iothread, "dataplane");
    g_free(d);
}

/* ---- container_of ---- */

int data_plane_conf_changed(DataPlaneConf *conf)
{
    DataPlane *d = container_of(conf, DataPlane, conf);

    aio_notify(iothread_get_aio_context(d->iothread, "dataplane"));
    if (d->fenced) {
        return -EBUSY; // expected-warning{{hold of 'd->iothread' as 'dataplane' leaks when this error is returned}}
    }
    iothread_put_aio_context(d->iothread, "dataplane");
    return 0;
}

int data_plane_conf_changed_ok(DataPlaneConf *conf)
{
    DataPlane *d = container_of(conf, DataPlane, conf);

    aio_notify(iothread_get_aio_context(d->iothread, "dataplane"));
    iothread_put_aio_context(d->iothread, "dataplane");
    return d->fenced ? -EBUSY : 0;
}

/* ---- an out parameter ---- */

static int disk_find(const char *id, IOThread **iothread)
{
    *iothread = iothread_by_id(id);
    return *iothread ? 0 : -ENOENT;
}

int disk_find_and_wake(Disk *s, const char *id)
{
    IOThread *t;
    int ret;

    ret = disk_find(id, &t);
    if (ret < 0) {
        return ret;
    }
    aio_notify(iothread_get_aio_context(t, "disk"));
    if (!s->conf.queues) {
        return -EINVAL; // expected-warning{{hold of 't' as 'disk' leaks when this error is returned}}
    }
    iothread_put_aio_context(t, "disk");
    return 0;
}

int disk_find_and_wake_ok(Disk *s, const char *id)
{
    IOThread *t;
    int ret;

    ret = disk_find(id, &t);
    if (ret < 0) {
        return ret;
    }
    aio_notify(iothread_get_aio_context(t, "disk"));
    iothread_put_aio_context(t, "disk");
    return s->conf.queues ? 0 : -EINVAL;
}
