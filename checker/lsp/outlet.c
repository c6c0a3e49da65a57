/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/outlet.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <unistd.h>

/* Less is not worth a new buffer, more only moves bytes to and fro. */
#define CHUNK (64u << 10)

struct HcOutlet {
    int fd, flags;
    HcOutletFn fn;
    gpointer opaque;
    GString *held;
    gsize done;       /* bytes of held that are written */
    guint source;
    gboolean broken, closing;
};

HcOutlet *hc_outlet_new(int fd, HcOutletFn fn, gpointer opaque)
{
    HcOutlet *outlet = g_new0(HcOutlet, 1);

    outlet->fd = fd;
    outlet->flags = fcntl(fd, F_GETFL);
    outlet->fn = fn;
    outlet->opaque = opaque;
    outlet->held = g_string_new(NULL);
    g_unix_set_fd_nonblocking(fd, TRUE, NULL);
    return outlet;
}

void hc_outlet_free(HcOutlet *outlet)
{
    if (outlet) {
        g_clear_handle_id(&outlet->source, g_source_remove);
        if (outlet->fd >= 0 && outlet->flags >= 0) {
            fcntl(outlet->fd, F_SETFL, outlet->flags);
        }
        g_string_free(outlet->held, TRUE);
        g_free(outlet);
    }
}

gsize hc_outlet_waiting(const HcOutlet *outlet)
{
    return outlet->held->len - outlet->done;
}

gboolean hc_outlet_is_broken(const HcOutlet *outlet)
{
    return outlet->broken;
}

static void give_up(HcOutlet *outlet)
{
    outlet->broken = TRUE;
    g_string_set_size(outlet->held, 0);
    outlet->done = 0;
}

/* How many of @length could be written now. */
static gsize put(HcOutlet *outlet, const char *data, gsize length)
{
    gsize done = 0;

    while (done < length && !outlet->broken) {
        gssize n = write(outlet->fd, data + done, MIN(length - done, CHUNK));

        if (n >= 0) {
            done += n;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            break;
        } else if (errno != EINTR) {
            give_up(outlet);
        }
    }
    return done;
}

static void finish(HcOutlet *outlet)
{
    if (outlet->closing && outlet->fd >= 0 && !hc_outlet_waiting(outlet)) {
        close(outlet->fd);
        outlet->fd = -1;
        outlet->broken = TRUE;
    }
}

static gboolean on_writable(int fd, GIOCondition condition, gpointer opaque)
{
    HcOutlet *outlet = opaque;
    gsize before = hc_outlet_waiting(outlet);

    outlet->done += put(outlet, outlet->held->str + outlet->done,
                        outlet->held->len - outlet->done);
    if (outlet->broken || outlet->done == outlet->held->len) {
        g_string_free(outlet->held, TRUE);
        outlet->held = g_string_new(NULL);
        outlet->done = 0;
        outlet->source = 0;
    }
    finish(outlet);
    if (outlet->broken ||
        (before >= HC_OUTLET_FULL &&
         hc_outlet_waiting(outlet) < HC_OUTLET_FULL)) {
        outlet->fn(outlet, outlet->opaque);
    }
    return outlet->source ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void hc_outlet_write(HcOutlet *outlet, const char *data, gsize length)
{
    gsize n = 0;

    if (!hc_outlet_waiting(outlet)) {
        n = put(outlet, data, length);
    }
    if (outlet->broken || n == length) {
        return;
    }
    if (outlet->done > HC_OUTLET_FULL) {
        g_string_erase(outlet->held, 0, outlet->done);
        outlet->done = 0;
    }
    g_string_append_len(outlet->held, data + n, length - n);
    if (!outlet->source) {
        outlet->source = g_unix_fd_add(outlet->fd, G_IO_OUT, on_writable,
                                       outlet);
    }
}

void hc_outlet_close(HcOutlet *outlet)
{
    outlet->closing = TRUE;
    finish(outlet);
}

struct HcInlet {
    int fd;
    HcInletFn fn;
    gpointer opaque;
    guint source;
    char buffer[CHUNK];
};

HcInlet *hc_inlet_new(int fd, HcInletFn fn, gpointer opaque)
{
    HcInlet *inlet = g_new0(HcInlet, 1);

    inlet->fd = fd;
    inlet->fn = fn;
    inlet->opaque = opaque;
    hc_inlet_run(inlet, TRUE);
    return inlet;
}

void hc_inlet_free(HcInlet *inlet)
{
    if (inlet) {
        g_clear_handle_id(&inlet->source, g_source_remove);
        g_free(inlet);
    }
}

static gboolean on_readable(int fd, GIOCondition condition, gpointer opaque)
{
    HcInlet *inlet = opaque;
    gssize n;

    /* It was polled, so this does not wait, whatever the descriptor's mode;
     * that may be shared with somebody else. */
    n = read(fd, inlet->buffer, sizeof(inlet->buffer));
    if (n < 0 && (errno == EINTR || errno == EAGAIN)) {
        return G_SOURCE_CONTINUE;
    }
    if (n <= 0) {
        inlet->source = 0;
        inlet->fn(NULL, 0, inlet->opaque);
        return G_SOURCE_REMOVE;
    }
    inlet->fn(inlet->buffer, n, inlet->opaque);
    return inlet->source ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void hc_inlet_run(HcInlet *inlet, gboolean on)
{
    if (on && !inlet->source) {
        inlet->source = g_unix_fd_add(inlet->fd,
                                      G_IO_IN | G_IO_HUP | G_IO_ERR,
                                      on_readable, inlet);
    } else if (!on) {
        g_clear_handle_id(&inlet->source, g_source_remove);
    }
}
