/* SPDX-License-Identifier: GPL-2.0-or-later */
/* C code, line by line. */
#ifndef TEST_DIFFERENTIAL_WRITER_H
#define TEST_DIFFERENTIAL_WRITER_H

#include <glib.h>

typedef struct HcWriter {
    GString *text;
    guint depth;
} HcWriter;

void hc_line(HcWriter *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
void hc_blank(HcWriter *out);
/* A line that ends in " {", and what follows one deeper. */
void hc_open(HcWriter *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* "} else {" and the like. */
void hc_reopen(HcWriter *out, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* "}" and @tail. */
void hc_close(HcWriter *out, const char *tail);
/* Not indented, as labels are. */
void hc_label(HcWriter *out, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
