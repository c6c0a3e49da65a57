/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Units to write and read, and the files they live in.
 */
#ifndef TEST_SUMMARY_SAMPLE_H
#define TEST_SUMMARY_SAMPLE_H

#include "summary/unit.h"

/* A small one that has a bit of everything. */
HcUnit *sample_small(void);
/* One of many, all shapes and odd strings; finished. */
HcUnit *sample_random(GRand *rand);

/* The text of @unit's file. */
char *sample_text(const HcUnit *unit, gsize *length);
/* A file of the test's own folder.  (transfer full) */
char *sample_path(const char *name);
/* Writes @text there with a right first line before it. */
void sample_write_body(const char *path, const char *body);
/* Removes the folder. */
void sample_clean(void);

/* @text as a file, read: fails the test unless it is refused with @code, or,
 * for -1, with any. */
void sample_refuse(const char *text, gsize length, int code);

#endif
