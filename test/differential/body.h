/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The body of one function: what is held while it is written, the names and
 * IOThreads it can spell, and how it leaves.
 */
#ifndef TEST_DIFFERENTIAL_BODY_H
#define TEST_DIFFERENTIAL_BODY_H

#include "program.h"

/* One string, and the expressions that have its value. */
typedef struct HcName {
    GPtrArray *spellings; /* char * */
} HcName;

typedef struct HcHold {
    guint thread;
    guint name;
    char *ctx;   /* variable with the context */
    char *guard; /* NULL: held for certain */
} HcHold;

typedef enum HcResult {
    HC_RESULT_VOID,
    HC_RESULT_INT,
    HC_RESULT_BOOL,
    HC_RESULT_ERRP,
    HC_RESULT_ERRP_BOOL,
    HC_RESULT_ERRP_INT,
    HC_RESULTS
} HcResult;

typedef struct HcBody {
    HcProgram *program;
    HcDraw *draw;
    HcWriter out;       /* statements */
    HcWriter locals;    /* declarations */
    HcResult result;
    GPtrArray *threads; /* HcName, of IOThreads */
    GPtrArray *names;   /* HcName */
    gboolean any_name;  /* one is a string from outside */
    GPtrArray *live;    /* HcHold: taken and not put, in order */
    gboolean labels;    /* leaves by goto */
    guint labelled;     /* how many of @live are put behind labels */
    gboolean used[8];   /* which labels */
    guint loop;         /* how many of @live are older than the loop */
    guint loops;        /* how many loops `break` and `continue` can leave */
    guint in_loop;      /* how many loops are around */
    guint depth;        /* of nested statements */
    guint variables;    /* for names of locals */
} HcBody;

HcBody *hc_body_new(HcProgram *program, HcResult result);
void hc_body_free(HcBody *body);
/* Declarations and statements, without the braces. */
void hc_body_write(HcBody *body, HcWriter *out);

/* names.c */

/* Adds an IOThread that is called @spelling, a parameter for example. */
void hc_body_add_thread(HcBody *body, const char *spelling);
/* Adds a new name in one of many ways; @dev: (nullable): a DeviceState. */
void hc_body_add_name(HcBody *body, const char *dev);
/* One of the spellings. */
const char *hc_spell_thread(HcBody *body, guint thread);
const char *hc_spell_name(HcBody *body, guint name);

/* hold.c */

/* Takes the hold and adds it to @live. */
void hc_take(HcBody *body, HcHold *hold);
/* Puts it, rightly or not; @live is left as it is. */
void hc_give(HcBody *body, const HcHold *hold);
void hc_hold_free(HcHold *hold);
/* Uses a context that is held, if there is one. */
void hc_use(HcBody *body);

/* leave.c */

/* An exit that may be taken here, with all that has to be put before. */
void hc_leave_early(HcBody *body);
/* The end of the function; all of @live goes. */
void hc_leave(HcBody *body);
const char *hc_result_type(HcResult result);

/* statements.c */
void hc_statements(HcBody *body);

#endif
