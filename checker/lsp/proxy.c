/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/proxy.h"
#include "cmd/say.h"
#include "lsp/child.h"
#include "lsp/outlet.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

typedef struct Proxy {
    GMainLoop *loop;
    GSubprocess *server;
    HcInlet *from_editor, *from_server;
    HcOutlet *to_editor, *to_server;
    HcFramer *editor, *frames;  /* of what they say */
    HcSession *session;
    HcAnalyst *analyst;
    GQueue waiting;       /* GBytes: ours, until a frame has ended */
    gboolean inside;      /* a frame of the server */
    gboolean server_done, server_ended;
} Proxy;

/* What the reader cannot take now is not read from the writer either. */
static void throttle(Proxy *proxy)
{
    if (proxy->from_editor) {
        hc_inlet_run(proxy->from_editor,
                     hc_outlet_waiting(proxy->to_server) < HC_OUTLET_FULL);
    }
    if (proxy->from_server) {
        hc_inlet_run(proxy->from_server,
                     hc_outlet_waiting(proxy->to_editor) < HC_OUTLET_FULL);
    }
}

static void leave_if_done(Proxy *proxy)
{
    if (proxy->server_done && proxy->server_ended &&
        (!hc_outlet_waiting(proxy->to_editor) ||
         hc_outlet_is_broken(proxy->to_editor))) {
        g_main_loop_quit(proxy->loop);
    }
}

static void on_room(HcOutlet *outlet, gpointer opaque)
{
    throttle(opaque);
    leave_if_done(opaque);
}

static void on_editor_frame(const HcPiece *piece, gpointer opaque)
{
    Proxy *proxy = opaque;

    hc_session_from_editor(proxy->session, piece);
}

static void end_editor(Proxy *proxy)
{
    g_clear_pointer(&proxy->from_editor, hc_inlet_free);
    hc_analyst_stop(proxy->analyst);
    hc_outlet_close(proxy->to_server);
}

static void on_editor(const char *data, gsize length, gpointer opaque)
{
    Proxy *proxy = opaque;

    if (!length) {
        end_editor(proxy);
        return;
    }
    hc_outlet_write(proxy->to_server, data, length);
    hc_framer_push(proxy->editor, data, length);
    throttle(proxy);
}

static void write_bytes(Proxy *proxy, GBytes *bytes)
{
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length);

    hc_outlet_write(proxy->to_editor, data, length);
}

static void write_waiting(Proxy *proxy)
{
    GBytes *bytes;

    while (!proxy->inside && (bytes = g_queue_pop_head(&proxy->waiting))) {
        write_bytes(proxy, bytes);
        g_bytes_unref(bytes);
    }
}

static void on_server_frame(const HcPiece *piece, gpointer opaque)
{
    Proxy *proxy = opaque;
    g_autoptr(GBytes) instead = hc_session_from_server(proxy->session, piece);

    if (instead) {
        write_bytes(proxy, instead);
    } else {
        hc_outlet_write(proxy->to_editor, piece->data, piece->length);
    }
    proxy->inside = !piece->ends;
    write_waiting(proxy);
}

static void on_server(const char *data, gsize length, gpointer opaque)
{
    Proxy *proxy = opaque;

    if (!length) {
        hc_framer_end(proxy->frames);
        g_clear_pointer(&proxy->from_server, hc_inlet_free);
        proxy->server_done = TRUE;
        leave_if_done(proxy);
        return;
    }
    hc_framer_push(proxy->frames, data, length);
    throttle(proxy);
}

static void on_send(GBytes *frame, gpointer opaque)
{
    Proxy *proxy = opaque;

    g_queue_push_tail(&proxy->waiting, frame);
    write_waiting(proxy);
}

static void on_touch(HcTouch touch, HcBoard *board, gpointer opaque)
{
    Proxy *proxy = opaque;

    hc_analyst_touch(proxy->analyst, touch, board);
}

/* A child of the server's may have its output open for ever. */
static gboolean on_left_open(gpointer opaque)
{
    Proxy *proxy = opaque;

    proxy->server_done = TRUE;
    leave_if_done(proxy);
    return G_SOURCE_REMOVE;
}

static void on_end(GObject *source, GAsyncResult *result, gpointer opaque)
{
    Proxy *proxy = opaque;

    g_subprocess_wait_finish(proxy->server, result, NULL);
    proxy->server_ended = TRUE;
    hc_analyst_stop(proxy->analyst);
    if (!proxy->server_done) {
        g_timeout_add_seconds(1, on_left_open, proxy);
    }
    leave_if_done(proxy);
}

/* What the editor does to us it means for the server. */
static gboolean pass_signal(Proxy *proxy, int signal)
{
    g_subprocess_send_signal(proxy->server, signal);
    return G_SOURCE_CONTINUE;
}

static gboolean on_int(gpointer opaque)
{
    return pass_signal(opaque, SIGINT);
}

static gboolean on_term(gpointer opaque)
{
    return pass_signal(opaque, SIGTERM);
}

static gboolean on_hup(gpointer opaque)
{
    return pass_signal(opaque, SIGHUP);
}

/* In the child, before the program: only what is safe there. */
static void prepare_server(gpointer parent)
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != GPOINTER_TO_INT(parent)) {
        _exit(127);
    }
}

static gboolean start_server(Proxy *proxy, const char *const *argv)
{
    g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new(
        G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
    g_autoptr(GError) error = NULL;

    g_subprocess_launcher_set_child_setup(
        launcher, prepare_server, GINT_TO_POINTER(getpid()), NULL);
    proxy->server = g_subprocess_launcher_spawnv(launcher, argv, &error);
    if (!proxy->server) {
        hc_say("%s", error->message);
    }
    return proxy->server != NULL;
}

static void connect_all(Proxy *proxy, const HcAnalystOptions *options)
{
    GOutputStream *in = g_subprocess_get_stdin_pipe(proxy->server);
    GInputStream *out = g_subprocess_get_stdout_pipe(proxy->server);

    proxy->analyst = hc_analyst_new(options, on_send, proxy);
    proxy->session = hc_session_new(on_touch, proxy);
    hc_analyst_set_session(proxy->analyst, proxy->session);
    proxy->editor = hc_framer_new(on_editor_frame, proxy);
    proxy->frames = hc_framer_new(on_server_frame, proxy);
    /* The outlet closes it, when all is written. */
    g_unix_output_stream_set_close_fd(G_UNIX_OUTPUT_STREAM(in), FALSE);
    proxy->to_server = hc_outlet_new(
        g_unix_output_stream_get_fd(G_UNIX_OUTPUT_STREAM(in)), on_room,
        proxy);
    proxy->to_editor = hc_outlet_new(STDOUT_FILENO, on_room, proxy);
    proxy->from_editor = hc_inlet_new(STDIN_FILENO, on_editor, proxy);
    proxy->from_server = hc_inlet_new(
        g_unix_input_stream_get_fd(G_UNIX_INPUT_STREAM(out)), on_server,
        proxy);
}

static void disconnect_all(Proxy *proxy)
{
    hc_analyst_free(proxy->analyst);
    hc_child_wait_all();
    hc_inlet_free(proxy->from_editor);
    hc_inlet_free(proxy->from_server);
    hc_outlet_free(proxy->to_editor);
    hc_outlet_free(proxy->to_server);
    hc_framer_free(proxy->editor);
    hc_framer_free(proxy->frames);
    hc_session_free(proxy->session);
    g_queue_clear_full(&proxy->waiting, (GDestroyNotify)g_bytes_unref);
    g_main_loop_unref(proxy->loop);
}

/* As the server ended; what it left on disk is enough. */
static int end_like(GSubprocess *server)
{
    if (g_subprocess_get_if_signaled(server)) {
        int number = g_subprocess_get_term_sig(server);
        struct rlimit none = { 0, 0 };

        setrlimit(RLIMIT_CORE, &none);
        signal(number, SIG_DFL);
        raise(number);
        return 128 + number;
    }
    return g_subprocess_get_exit_status(server);
}

int hc_proxy_run(const char *const *argv, const HcAnalystOptions *options)
{
    Proxy proxy = { .waiting = G_QUEUE_INIT };
    int status;

    if (!start_server(&proxy, argv)) {
        return -1;
    }
    proxy.loop = g_main_loop_new(NULL, FALSE);
    connect_all(&proxy, options);
    g_unix_signal_add(SIGINT, on_int, &proxy);
    g_unix_signal_add(SIGTERM, on_term, &proxy);
    g_unix_signal_add(SIGHUP, on_hup, &proxy);
    g_subprocess_wait_async(proxy.server, NULL, on_end, &proxy);
    g_main_loop_run(proxy.loop);
    disconnect_all(&proxy);
    status = end_like(proxy.server);
    g_object_unref(proxy.server);
    return status;
}
