/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/say.h"
#include "report/escape.h"

#include <stdio.h>
#include <unistd.h>

static gboolean drawn;

static void say(const char *format, va_list args)
{
    g_autofree char *text = g_strdup_vprintf(format, args);
    g_autoptr(GString) line = g_string_new("holdcheck: ");

    hc_append_visible(line, text, -1, FALSE);
    g_string_append_c(line, '\n');
    hc_progress_end();
    fputs(line->str, stderr);
}

void hc_say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(format, args);
    va_end(args);
}

int hc_refuse(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(format, args);
    va_end(args);
    return HC_EXIT_NOT_CHECKED;
}

void hc_progress(guint done, guint total)
{
    enum { WIDTH = 30 };
    char bar[WIDTH + 1];

    if (!isatty(STDERR_FILENO) || !total) {
        return;
    }
    for (guint i = 0; i < WIDTH; i++) {
        bar[i] = i < (guint64)done * WIDTH / total ? '=' : ' ';
    }
    bar[WIDTH] = '\0';
    fprintf(stderr, "\r[%s] %u/%u ", bar, done, total);
    fflush(stderr);
    drawn = TRUE;
}

void hc_progress_end(void)
{
    if (drawn) {
        fputs("\r\033[K", stderr);
        drawn = FALSE;
    }
}
