/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors, as util/error.c has them. */
#include <stdio.h>
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qemu/error-report.h"

struct Error {
    char *msg;
    const char *src, *func;
    int line;
};

Error *error_abort;
Error *error_fatal;

/* GLib's own, which the fake headers do not need. */
gchar *g_strdup_vprintf(const gchar *format, va_list args);

static void handle_fatal(Error **errp, Error *err)
{
    if (errp == &error_abort) {
        fprintf(stderr, "Unexpected error in %s() at %s:%d:\n", err->func,
                err->src, err->line);
        fprintf(stderr, "%s\n", err->msg);
        abort();
    }
    if (errp == &error_fatal) {
        error_report_err(err);
        exit(1);
    }
}

static void set(Error **errp, const char *src, int line, const char *func,
                char *msg)
{
    Error *err = g_new0(Error, 1);

    assert(*errp == NULL);
    err->msg = msg;
    err->src = src;
    err->line = line;
    err->func = func;
    handle_fatal(errp, err);
    *errp = err;
}

void error_setg_internal(Error **errp, const char *src, int line,
                         const char *func, const char *fmt, ...)
{
    va_list ap;

    if (errp) {
        va_start(ap, fmt);
        set(errp, src, line, func, g_strdup_vprintf(fmt, ap));
        va_end(ap);
    }
}

void error_setg_errno_internal(Error **errp, const char *src, int line,
                               const char *func, int os_error, const char *fmt,
                               ...)
{
    int saved_errno = errno;
    va_list ap;

    if (errp) {
        g_autofree char *msg = NULL;

        va_start(ap, fmt);
        msg = g_strdup_vprintf(fmt, ap);
        va_end(ap);
        set(errp, src, line, func,
            os_error ? g_strconcat(msg, ": ", strerror(os_error), NULL)
                     : g_steal_pointer(&msg));
    }
    errno = saved_errno;
}

void error_propagate(Error **dst_errp, Error *local_err)
{
    if (!local_err) {
        return;
    }
    handle_fatal(dst_errp, local_err);
    if (dst_errp && !*dst_errp) {
        *dst_errp = local_err;
    } else {
        error_free(local_err);
    }
}

static void prepend(Error *const *errp, const char *fmt, va_list ap)
{
    if (errp) {
        g_autofree char *old = (*errp)->msg;
        g_autofree char *more = g_strdup_vprintf(fmt, ap);

        (*errp)->msg = g_strconcat(more, old, NULL);
    }
}

void error_prepend(Error *const *errp, const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    prepend(errp, fmt, ap);
    va_end(ap);
}

void error_propagate_prepend(Error **dst_errp, Error *local_err,
                             const char *fmt, ...)
{
    va_list ap;

    if (dst_errp && local_err) {
        va_start(ap, fmt);
        prepend(&local_err, fmt, ap);
        va_end(ap);
    }
    error_propagate(dst_errp, local_err);
}

/* Hints are for people; nobody reads them here. */
void error_append_hint(Error *const *errp, const char *fmt, ...)
{
}

const char *error_get_pretty(const Error *err)
{
    return err->msg;
}

Error *error_copy(const Error *err)
{
    Error *copy = g_new0(Error, 1);

    *copy = *err;
    copy->msg = g_strdup(err->msg);
    return copy;
}

void error_free(Error *err)
{
    if (err) {
        g_free(err->msg);
        g_free(err);
    }
}

void error_free_or_abort(Error **errp)
{
    assert(errp && *errp);
    error_free(*errp);
    *errp = NULL;
}

void error_report_err(Error *err)
{
    fprintf(stderr, "%s\n", err->msg);
    error_free(err);
}

void warn_report_err(Error *err)
{
    fprintf(stderr, "warning: ");
    error_report_err(err);
}

static void report(const char *prefix, const char *fmt, va_list ap)
{
    fputs(prefix, stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
}

void error_report(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    report("", fmt, ap);
    va_end(ap);
}

void warn_report(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    report("warning: ", fmt, ap);
    va_end(ap);
}

void info_report(const char *fmt, ...)
{
    va_list ap;

    va_start(ap, fmt);
    report("info: ", fmt, ap);
    va_end(ap);
}
