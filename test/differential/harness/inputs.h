/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a generated program cannot know before it runs.  To Holdcheck these are
 * functions without source; the harness answers with the oracle's choices, in
 * all combinations.
 */
#ifndef DIFFERENTIAL_INPUTS_H
#define DIFFERENTIAL_INPUTS_H

#include <stdbool.h>

typedef struct Error Error;

bool maybe(void);
/* The same, for loops: true twice at most. */
bool more(void);
/* Negative, zero or positive. */
int outcome(void);
/* From 0 to 2. */
unsigned count(void);
/* Something that may fail, and says so in each of QEMU's ways. */
void step(Error **errp);
bool step_bool(Error **errp);
int step_int(Error **errp);

#endif
