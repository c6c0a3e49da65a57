/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEST_DIFFERENTIAL_SHAPES_H
#define TEST_DIFFERENTIAL_SHAPES_H

#include "program.h"

/* One function that takes and puts. */
void hc_shape_function(HcProgram *program);
/* Two slots of an object, and what is kept in it. */
void hc_shape_slots(HcProgram *program);

#endif
