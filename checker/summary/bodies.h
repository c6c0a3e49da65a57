/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the plugin tells of the functions of headers whose bodies it was to
 * leave out (plugin/HeaderBodies.h), on standard error.
 */
#ifndef HC_BODIES_H
#define HC_BODIES_H

/* An error of clang's: one of them is needed; run it again with all. */
#define HC_BODIES_ARE_MISSING "bodies of header functions are missing"

/* A line begins with it, then comes the name of one that is needed. */
#define HC_BODY_IS_NEEDED "holdcheck: body needed: "

#endif
