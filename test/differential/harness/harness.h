/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a batch of generated programs and the harness know of each other. */
#ifndef DIFFERENTIAL_HARNESS_H
#define DIFFERENTIAL_HARNESS_H

typedef struct Program {
    const char *name;
    void (*run)(void);
} Program;

/* Ends with an empty entry. */
extern const Program programs[];

#endif
