/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "writer.h"

static void write_line(HcWriter *out, guint depth, const char *format,
                       va_list args, const char *tail)
{
    guint i;

    for (i = 0; i < depth; i++) {
        g_string_append(out->text, "    ");
    }
    g_string_append_vprintf(out->text, format, args);
    g_string_append(out->text, tail);
}

void hc_line(HcWriter *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line(out, out->depth, format, args, "\n");
    va_end(args);
}

void hc_open(HcWriter *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line(out, out->depth++, format, args, " {\n");
    va_end(args);
}

void hc_reopen(HcWriter *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line(out, out->depth - 1, format, args, " {\n");
    va_end(args);
}

void hc_close(HcWriter *out, const char *tail)
{
    out->depth--;
    hc_line(out, "}%s", tail);
}

void hc_label(HcWriter *out, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    write_line(out, 0, format, args, ":\n");
    va_end(args);
}

void hc_blank(HcWriter *out)
{
    g_string_append_c(out->text, '\n');
}
