/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An editor for tests: plays a script to a language server and prints the
 * messages that the script waits for, one a line.
 *
 * usage: lsp_drive [-i SENT] [-o RECEIVED] SCRIPT COMMAND...
 *        lsp_drive --frames FILE
 *
 *   -i SENT       all bytes that the server was sent
 *   -o RECEIVED   all bytes that it sent
 *   --frames      print the frames of such a file, one a line
 *
 * Lines of the script; ${NAME} is from the environment, ${uri:FILE} the URI
 * of a file:
 *
 *   {...}                   sent as it is, in a frame
 *   raw TEXT                bytes, with the escapes of C
 *   open FILE VERSION [TEXT]   textDocument/didOpen, with the text of a file
 *   full FILE VERSION TEXT     textDocument/didChange, all of it
 *   reply ID                wait for that reply
 *   until WORD...           wait for a message that has all the words, but no
 *                           word of a !WORD
 *   never WORD...           no message so far, but for those printed, has all
 *   pause MS
 *   size BYTES              a frame of so many, that is no JSON
 *   flood N FILE            so many didChange of one character
 *   end                     closes the server's input
 *   kill NAME               the program NAME among the server's children
 *
 * At the end its input is closed, and how it ended is printed.
 */
#include "lsp/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A loaded machine, and clangd's first look at a file. */
#define PATIENCE (120 * G_TIME_SPAN_SECOND)

typedef struct Drive {
    int in, out;
    GPid pid;
    FILE *sent, *record;
    HcFramer *framer;
    GQueue received;      /* char * */
    gboolean ended;
    guint line;
} Drive;

static void fail(Drive *d, const char *what)
{
    printf("line %u: %s\n", d->line, what);
    fflush(stdout);
    kill(d->pid, SIGKILL);
    exit(1);
}

static void on_piece(const HcPiece *piece, gpointer opaque)
{
    Drive *d = opaque;

    if (piece->kind == HC_PIECE_FRAME) {
        g_queue_push_tail(&d->received,
                          g_strndup(piece->body, piece->body_length));
    } else {
        printf("no frame: %zu bytes\n", piece->length);
    }
}

static void take(Drive *d)
{
    char buffer[65536];
    gssize n = read(d->out, buffer, sizeof(buffer));

    if (n <= 0) {
        d->ended = TRUE;
        hc_framer_end(d->framer);
        return;
    }
    if (d->record) {
        fwrite(buffer, 1, n, d->record);
        fflush(d->record);
    }
    hc_framer_push(d->framer, buffer, n);
}

/* Reads for up to @ms; FALSE: nothing came. */
static gboolean listen_for(Drive *d, int ms)
{
    struct pollfd fd = { d->out, POLLIN, 0 };

    if (d->ended || poll(&fd, 1, ms) <= 0) {
        return FALSE;
    }
    take(d);
    return TRUE;
}

static void send_bytes(Drive *d, const char *data, gsize length)
{
    while (length) {
        struct pollfd fds[] = { { d->in, POLLOUT, 0 },
                                { d->ended ? -1 : d->out, POLLIN, 0 } };
        gssize n = 0;

        poll(fds, 2, -1);
        if (fds[1].revents) {
            take(d);
        }
        if (fds[0].revents) {
            n = write(d->in, data, length);
            if (n < 0 && errno != EAGAIN && errno != EINTR) {
                return;
            }
        }
        if (d->sent && n > 0) {
            fwrite(data, 1, n, d->sent);
            fflush(d->sent);
        }
        data += MAX(n, 0);
        length -= MAX(n, 0);
    }
}

static void send_body(Drive *d, const char *body)
{
    g_autoptr(GBytes) frame = hc_frame_new(body, strlen(body));
    gsize length;
    const char *data = g_bytes_get_data(frame, &length);

    send_bytes(d, data, length);
}

static char *uri_of(const char *file)
{
    g_autofree char *path = g_canonicalize_filename(file, NULL);

    return g_filename_to_uri(path, NULL, NULL);
}

/* ${NAME} and ${uri:FILE}. */
static char *expand(const char *line)
{
    GString *out = g_string_new(NULL);

    while (*line) {
        const char *end = g_str_has_prefix(line, "${") ? strchr(line, '}')
                                                       : NULL;

        if (end) {
            g_autofree char *name = g_strndup(line + 2, end - line - 2);
            g_autofree char *uri = g_str_has_prefix(name, "uri:")
                ? uri_of(name + 4) : NULL;
            const char *value = uri ? uri : g_getenv(name);

            g_string_append(out, value ? value : "");
            line = end + 1;
        } else {
            g_string_append_c(out, *line++);
        }
    }
    return g_string_free(out, FALSE);
}

/* As a string of JSON; sources of tests are UTF-8. */
static char *quoted(const char *text)
{
    GString *out = g_string_new("\"");

    for (; *text; text++) {
        if (strchr("\"\\", *text)) {
            g_string_append_c(out, '\\');
        }
        if ((guchar)*text < 0x20) {
            g_string_append_printf(out, "\\u%04x", *text);
        } else {
            g_string_append_c(out, *text);
        }
    }
    return g_string_free(g_string_append_c(out, '"'), FALSE);
}

static char *text_of(Drive *d, const char *file)
{
    g_autofree char *text = NULL;

    if (!g_file_get_contents(file, &text, NULL, NULL)) {
        fail(d, file);
    }
    return quoted(text);
}

static void send_document(Drive *d, char **words)
{
    gboolean open = g_str_equal(words[0], "open");
    g_autofree char *uri = uri_of(words[1]);
    g_autofree char *text = text_of(d, words[3] ? words[3] : words[1]);
    g_autofree char *body = open
        ? g_strdup_printf("{\"jsonrpc\":\"2.0\",\"method\":"
                          "\"textDocument/didOpen\",\"params\":"
                          "{\"textDocument\":{\"uri\":\"%s\",\"languageId\":"
                          "\"c\",\"version\":%s,\"text\":%s}}}",
                          uri, words[2], text)
        : g_strdup_printf("{\"jsonrpc\":\"2.0\",\"method\":"
                          "\"textDocument/didChange\",\"params\":"
                          "{\"textDocument\":{\"uri\":\"%s\",\"version\":%s},"
                          "\"contentChanges\":[{\"text\":%s}]}}",
                          uri, words[2], text);

    send_body(d, body);
}

static void flood(Drive *d, char **words)
{
    g_autofree char *uri = uri_of(words[2]);
    int n = atoi(words[1]);

    for (int i = 0; i < n; i++) {
        g_autofree char *body = g_strdup_printf(
            "{\"jsonrpc\":\"2.0\",\"method\":\"textDocument/didChange\","
            "\"params\":{\"textDocument\":{\"uri\":\"%s\",\"version\":%d},"
            "\"contentChanges\":[{\"range\":{\"start\":{\"line\":0,"
            "\"character\":0},\"end\":{\"line\":0,\"character\":0}},"
            "\"text\":\"\\n\"}]}}", uri, 1000 + i);

        send_body(d, body);
    }
}

static gboolean has_all(const char *body, char **words)
{
    for (; *words; words++) {
        gboolean not = **words == '!';

        if ((strstr(body, *words + not) != NULL) == not) {
            return FALSE;
        }
    }
    return TRUE;
}

static void await(Drive *d, char **words)
{
    gint64 end = g_get_monotonic_time() + PATIENCE;

    for (;;) {
        char *body;

        while ((body = g_queue_pop_head(&d->received))) {
            g_autofree char *owned = body;

            if (has_all(body, words)) {
                printf("%s\n", body);
                fflush(stdout);
                return;
            }
        }
        if (d->ended) {
            fail(d, "the server ended before it came");
        }
        if (g_get_monotonic_time() > end) {
            fail(d, "it never came");
        }
        listen_for(d, 100);
    }
}

static void await_reply(Drive *d, const char *id)
{
    g_autofree char *word = g_strdup_printf("\"id\":%s,", id);
    char *words[] = { word, NULL };

    await(d, words);
}

static void rest(Drive *d, int ms)
{
    gint64 end = g_get_monotonic_time() + ms * G_TIME_SPAN_MILLISECOND;
    gint64 now;

    while ((now = g_get_monotonic_time()) < end) {
        if (d->ended) {
            return;
        }
        listen_for(d, (end - now) / 1000 + 1);
    }
}

static void never(Drive *d, char **words)
{
    for (GList *l = d->received.head; l; l = l->next) {
        if (has_all(l->data, words)) {
            printf("%s\n", (char *)l->data);
            fail(d, "it came");
        }
    }
}

static void send_size(Drive *d, gsize size)
{
    g_autofree char *body = g_malloc(size + 1);

    memset(body, 'x', size);
    body[size] = '\0';
    send_body(d, body);
}

static void kill_child(Drive *d, const char *name)
{
    g_autofree char *command = g_strdup_printf(
        "pkill -KILL -P %d -f '^[^ ]*%s'", (int)d->pid, name);

    if (system(command) != 0) {
        fail(d, "nobody to kill");
    }
}

static void close_input(Drive *d)
{
    if (d->in >= 0) {
        close(d->in);
        d->in = -1;
    }
}

static void play(Drive *d, const char *line)
{
    g_auto(GStrv) words = g_strsplit(line, " ", -1);

    if (!*line || *line == '#') {
        return;
    }
    if (*line == '{') {
        send_body(d, line);
    } else if (g_str_has_prefix(line, "raw ")) {
        g_autofree char *bytes = g_strcompress(line + 4);

        send_bytes(d, bytes, strlen(bytes));
    } else if (g_str_equal(words[0], "open") ||
               g_str_equal(words[0], "full")) {
        send_document(d, words);
    } else if (g_str_equal(words[0], "reply")) {
        await_reply(d, words[1]);
    } else if (g_str_equal(words[0], "until")) {
        await(d, words + 1);
    } else if (g_str_equal(words[0], "never")) {
        never(d, words + 1);
    } else if (g_str_equal(words[0], "pause")) {
        rest(d, atoi(words[1]));
    } else if (g_str_equal(words[0], "size")) {
        send_size(d, strtoul(words[1], NULL, 10));
    } else if (g_str_equal(words[0], "flood")) {
        flood(d, words);
    } else if (g_str_equal(words[0], "kill")) {
        kill_child(d, words[1]);
    } else if (g_str_equal(words[0], "end")) {
        close_input(d);
    } else {
        fail(d, "what is that?");
    }
}

static void start(Drive *d, char **argv)
{
    g_autoptr(GError) error = NULL;

    if (!g_spawn_async_with_pipes(NULL, argv, NULL,
                                  G_SPAWN_SEARCH_PATH |
                                      G_SPAWN_DO_NOT_REAP_CHILD,
                                  NULL, NULL, &d->pid, &d->in, &d->out, NULL,
                                  &error)) {
        printf("%s\n", error->message);
        exit(1);
    }
    fcntl(d->in, F_SETFL, fcntl(d->in, F_GETFL) | O_NONBLOCK);
    d->framer = hc_framer_new(on_piece, d);
}

static void finish(Drive *d)
{
    gint64 end = g_get_monotonic_time() + PATIENCE;
    int status;

    close_input(d);
    while (!d->ended && g_get_monotonic_time() < end) {
        listen_for(d, 100);
    }
    if (!d->ended) {
        fail(d, "it does not end");
    }
    waitpid(d->pid, &status, 0);
    if (WIFSIGNALED(status)) {
        printf("signal %d\n", WTERMSIG(status));
    } else {
        printf("status %d\n", WEXITSTATUS(status));
    }
}

static void print_piece(const HcPiece *piece, gpointer opaque)
{
    if (piece->kind == HC_PIECE_FRAME) {
        printf("%.*s\n", (int)piece->body_length, piece->body);
    } else {
        printf("no frame: %zu bytes\n", piece->length);
    }
}

static int print_frames(const char *path)
{
    g_autoptr(HcFramer) framer = hc_framer_new(print_piece, NULL);
    g_autofree char *data = NULL;
    gsize length;

    if (!g_file_get_contents(path, &data, &length, NULL)) {
        printf("cannot read %s\n", path);
        return 1;
    }
    hc_framer_push(framer, data, length);
    hc_framer_end(framer);
    return 0;
}

int main(int argc, char **argv)
{
    Drive d = { .received = G_QUEUE_INIT };
    g_autofree char *script = NULL;
    g_auto(GStrv) lines = NULL;

    signal(SIGPIPE, SIG_IGN);
    if (argc == 3 && g_str_equal(argv[1], "--frames")) {
        return print_frames(argv[2]);
    }
    while (argc > 2 && (g_str_equal(argv[1], "-o") ||
                        g_str_equal(argv[1], "-i"))) {
        *(argv[1][1] == 'o' ? &d.record : &d.sent) = fopen(argv[2], "w");
        argv += 2;
        argc -= 2;
    }
    if (argc < 3 || !g_file_get_contents(argv[1], &script, NULL, NULL)) {
        printf("usage: lsp_drive [-o RECEIVED] SCRIPT COMMAND...\n");
        return 1;
    }
    lines = g_strsplit(script, "\n", -1);
    start(&d, argv + 2);
    for (char **line = lines; *line; line++) {
        g_autofree char *expanded = expand(*line);

        d.line++;
        play(&d, expanded);
    }
    finish(&d);
    return 0;
}
