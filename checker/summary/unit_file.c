/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A unit as a file: the first line with its checksum, limits, and replacing
 * the file in one step.
 */
#include "summary/unit_rows.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The checksum is of all bytes behind this line. */
#define HEAD "{\"format\":%d,\"sha256\":\"%s\",\n"
#define SHA256_DIGITS 64

GQuark hc_unit_error_quark(void)
{
    return g_quark_from_static_string("hc-unit-error");
}

/* "PATH: WHAT", one line whatever bytes the two have: what is broken may quote
 * the file. */
static gboolean fail(GError **error, HcUnitError code, const char *path,
                     const char *what)
{
    g_autofree char *name = g_filename_display_name(path);
    g_autofree char *line = g_strdup_printf("%s: %s", name, what);
    g_autoptr(GString) text = g_string_new(NULL);
    const char *at;

    for (at = line; *at; at++) {
        if (g_ascii_iscntrl(*at)) {
            g_string_append_printf(text, "\\x%02x", (guchar)*at);
        } else {
            g_string_append_c(text, *at);
        }
    }
    g_set_error_literal(error, HC_UNIT_ERROR, code, text->str);
    return FALSE;
}

static gboolean fail_errno(GError **error, HcUnitError code,
                           const char *path, const char *what)
{
    g_autofree char *text =
        g_strdup_printf("%s: %s", what, g_strerror(errno));

    return fail(error, code, path, text);
}

char *hc_unit_check_text(const char *text, gsize length)
{
    gboolean inside = FALSE;
    guint depth = 0, values = 0;
    gsize i;

    for (i = 0; i < length; i++) {
        char c = text[i];

        if (inside) {
            i += c == '\\';
            inside = c != '"';
            continue;
        }
        inside = c == '"';
        if (c == '[' || c == '{') {
            depth++;
        } else if (c == ']' || c == '}') {
            depth -= depth > 0;
        }
        values += c == ',' || c == '[' || c == '{';
        if (depth > HC_UNIT_MAX_DEPTH) {
            return g_strdup("the summary is too deep");
        }
        if (values > HC_UNIT_MAX_VALUES) {
            return g_strdup("the summary is too large");
        }
    }
    return NULL;
}

static gboolean write_all(int fd, const char *text, gsize length)
{
    while (length) {
        gssize done = write(fd, text, length);

        if (done < 0 && errno == EINTR) {
            continue;
        }
        if (done < 0) {
            return FALSE;
        }
        text += done;
        length -= done;
    }
    return TRUE;
}

/* No fsync: after a crash of the machine the checksum tells. */
static gboolean replace_file(const char *path, const GString *text,
                             GError **error)
{
    g_autofree char *beside = g_strconcat(path, ".XXXXXX", NULL);
    int fd = g_mkstemp_full(beside, O_WRONLY | O_CLOEXEC, 0666);
    gboolean done;
    int reason;

    if (fd < 0) {
        return fail_errno(error, HC_UNIT_ERROR_WRITE, path,
                          "summary cannot be written");
    }
    done = write_all(fd, text->str, text->len);
    reason = errno;
    /* Where the disk is full, some file systems only say so now. */
    if (close(fd) && done) {
        done = FALSE;
        reason = errno;
    }
    if (done && g_rename(beside, path)) {
        done = FALSE;
        reason = errno;
    }
    if (!done) {
        g_unlink(beside);
        errno = reason;
        return fail_errno(error, HC_UNIT_ERROR_WRITE, path,
                          "summary cannot be written");
    }
    return TRUE;
}

static char *checksum(const char *text, gsize length)
{
    return g_compute_checksum_for_data(G_CHECKSUM_SHA256,
                                       (const guchar *)text, length);
}

gboolean hc_unit_write(const HcUnit *unit, const char *path, GError **error)
{
    g_autoptr(GString) body = g_string_new(NULL);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *what = NULL;
    g_autofree char *sum = NULL;

    hc_unit_to_text(unit, body);
    what = hc_unit_check_text(body->str, body->len);
    if (what || body->len > HC_UNIT_MAX_BYTES) {
        return fail(error, HC_UNIT_ERROR_WRITE, path,
                    what ? what : "the summary is too large");
    }
    sum = checksum(body->str, body->len);
    g_string_append_printf(text, HEAD, HC_UNIT_FORMAT, sum);
    g_string_append_len(text, body->str, body->len);
    return replace_file(path, text, error);
}

/* All of @path, if it is a file of bearable size; ends with a zero byte. */
static char *read_file(const char *path, gsize *length, GError **error)
{
    /* Opening a pipe would wait for someone to write. */
    int fd = g_open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
    struct stat st;
    char *text = NULL;
    gsize done = 0;

    if (fd < 0) {
        fail_errno(error,
                   errno == ENOENT || errno == ENOTDIR ? HC_UNIT_ERROR_MISSING
                                                       : HC_UNIT_ERROR_READ,
                   path, "summary cannot be read");
        return NULL;
    }
    if (fstat(fd, &st)) {
        fail_errno(error, HC_UNIT_ERROR_READ, path, "summary cannot be read");
        close(fd);
        return NULL;
    }
    if (!S_ISREG(st.st_mode) || st.st_size > HC_UNIT_MAX_BYTES + 4096) {
        fail(error,
             S_ISREG(st.st_mode) ? HC_UNIT_ERROR_LIMIT : HC_UNIT_ERROR_READ,
             path,
             S_ISREG(st.st_mode) ? "too large for a summary"
                                 : "summary cannot be read: not a file");
        close(fd);
        return NULL;
    }
    text = g_malloc(st.st_size + 1);
    while (done < (gsize)st.st_size) {
        gssize got = read(fd, text + done, st.st_size - done);

        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            fail_errno(error, HC_UNIT_ERROR_READ, path,
                       "summary cannot be read");
            g_clear_pointer(&text, g_free);
            break;
        }
        if (!got) {
            break; /* it became shorter: the checksum tells */
        }
        done += got;
    }
    close(fd);
    if (text) {
        text[done] = '\0';
        *length = done;
    }
    return text;
}

/* The document behind the first line, if that is as it was written. */
static const char *check_head(const char *path, const char *text,
                              gsize length, GError **error)
{
    g_autofree char *head = NULL;
    g_autofree char *sum = NULL;
    const char *line = memchr(text, '\n', length);
    const char *body = line ? line + 1 : NULL;
    int format = 0;

    if (!body || sscanf(text, "{\"format\":%9d,", &format) != 1) {
        fail(error, HC_UNIT_ERROR_FORMAT, path,
             length ? "not a summary" : "summary is empty");
        return NULL;
    }
    if (format != HC_UNIT_FORMAT) {
        g_autofree char *what = g_strdup_printf(
            "summary of format %d, not %d", format, HC_UNIT_FORMAT);

        fail(error, HC_UNIT_ERROR_FORMAT, path, what);
        return NULL;
    }
    sum = checksum(body, length - (body - text));
    head = g_strdup_printf(HEAD, HC_UNIT_FORMAT, sum);
    if ((gsize)(body - text) != strlen(head) ||
        memcmp(text, head, strlen(head))) {
        fail(error, HC_UNIT_ERROR_BROKEN, path,
             "summary is cut short or was altered");
        return NULL;
    }
    return body;
}

/* json-glib has a place in front of its message, and maybe lines in it. */
static char *parse_error(const GError *error)
{
    const char *skip = strstr(error->message, "Parse error: ");
    char *what = g_strdup_printf(
        "summary is not JSON: %s",
        skip ? skip + strlen("Parse error: ") : error->message);

    return g_strdelimit(what, "\r\n", ' ');
}

HcUnit *hc_unit_read(const char *path, const char *producer, GError **error)
{
    g_autofree char *text = NULL;
    g_autofree char *what = NULL;
    g_autoptr(JsonParser) parser = NULL;
    g_autoptr(GError) inner = NULL;
    const char *body;
    HcUnit *unit;
    gsize length = 0;

    text = read_file(path, &length, error);
    body = text ? check_head(path, text, length, error) : NULL;
    if (!body) {
        return NULL;
    }
    what = hc_unit_check_text(text, length);
    if (what) {
        fail(error, HC_UNIT_ERROR_LIMIT, path, what);
        return NULL;
    }
    parser = json_parser_new_immutable();
    if (!json_parser_load_from_data(parser, text, length, &inner)) {
        what = parse_error(inner);
        fail(error, HC_UNIT_ERROR_BROKEN, path, what);
        return NULL;
    }
    unit = hc_unit_from_json(json_parser_get_root(parser), &what);
    if (!unit) {
        g_autofree char *line = g_strdup_printf("summary is broken: %s", what);

        fail(error, HC_UNIT_ERROR_BROKEN, path, line);
        return NULL;
    }
    if (producer && !g_str_equal(producer, unit->producer)) {
        hc_unit_free(unit);
        fail(error, HC_UNIT_ERROR_PRODUCER, path,
             "summary was written by another clang, plugin or contract");
        return NULL;
    }
    return unit;
}
