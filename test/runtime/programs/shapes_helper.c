/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The other file of shapes.c: both ends of a hold, in helpers. */
#include "qemu/osdep.h"
#include "shapes.h"

AioContext *shapes_attach(IOThread *iothread, const char *id)
{
    g_autofree char *holder = g_strdup_printf("shapes/%s", id);

    return iothread_get_aio_context(iothread, holder); /* other_file ! leaked */
}

void shapes_detach(IOThread *iothread, const char *id)
{
    g_autofree char *holder = g_strconcat("shapes/", id, NULL);

    iothread_put_aio_context(iothread, holder); /* other_file ! put-unheld */
}
