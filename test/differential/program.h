/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A generated program: what Holdcheck sees of it (a header, a file, a second
 * file) and the driver, which only the harness sees.  All its names begin with
 * its own, so many programs share files.
 */
#ifndef TEST_DIFFERENTIAL_PROGRAM_H
#define TEST_DIFFERENTIAL_PROGRAM_H

#include "draw.h"
#include "writer.h"

typedef enum HcPart {
    HC_PART_HEADER,
    HC_PART_MAIN,
    HC_PART_HELPER,
    HC_PART_DRIVER,
    HC_PARTS
} HcPart;

typedef struct HcProgram {
    char *name;
    const char *shape; /* set by the generator */
    HcWriter part[HC_PARTS];
    HcDraw draw;
    guint mistakes; /* how many may still be made */
    gboolean helpers; /* it may have functions around get and put */
    enum {
        HC_HELPED_TAKE = 1,
        HC_HELPED_DROP = 2
    } helped;         /* which of them are called */
    guint fields;   /* for names of inputs that are fields */
    guint inputs;   /* how often it asks for one, about */
} HcProgram;

/* A way to write programs. */
typedef struct HcShape {
    const char *name;
    void (*write)(HcProgram *program);
} HcShape;

/* Ends with an empty entry. */
extern const HcShape hc_shapes[];

/*
 * @draw: (transfer full): cleared with the program
 * @shape: (nullable): only programs of this shape
 */
HcProgram *hc_program_new(const char *name, HcDraw draw, const char *shape);
void hc_program_free(HcProgram *program);

/* TRUE if what comes next is to be wrong, in @percent of the cases. */
gboolean hc_mistake(HcProgram *program, guint percent);

#endif
