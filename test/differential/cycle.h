/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Life cycles: the slots, how they are registered, and who calls them. */
#ifndef TEST_DIFFERENTIAL_CYCLE_H
#define TEST_DIFFERENTIAL_CYCLE_H

#include "body.h"

typedef struct HcCycle {
    const char *name;
    const char *parent;  /* its TYPE, NULL if this is no object */
    const char *state;   /* struct of the parent */
    const char *acquire; /* parameters of the slots */
    const char *release;
    const char *self;    /* the first of them, in both */
    const char *release_self;
    const char *device;  /* whose id can be a name, NULL: nobody's */
    HcResult result;
    gboolean always; /* release runs after any failure, and with no acquire */
    gboolean path;   /* the object has a path in both slots */
    gboolean fields; /* the user sets some before the acquire */
    const char *set_acquire; /* lines of class_init, with the functions */
    const char *set_release;
} HcCycle;

#define HC_CYCLES 8
extern const HcCycle hc_cycles[HC_CYCLES];

/*
 * Types, class_init or driver struct; @release: whether it is registered.
 * @properties: lines for those of a device; @links: for other objects
 */
void hc_cycle_register(HcProgram *program, const HcCycle *cycle,
                       gboolean release, const char *properties,
                       const char *links);
/*
 * The driver; @globals: lines for before there is an object; @setup: for
 * before the acquire slot, as the user sets properties
 */
void hc_cycle_drive(HcProgram *program, const HcCycle *cycle,
                    const char *globals, const char *setup);

#endif
