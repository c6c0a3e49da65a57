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
    gboolean optional;    /* an IOThread that may be NULL */
} HcName;

typedef enum HcNameKind {
    HC_NAME_LITERAL,
    HC_NAME_PRINTED,    /* "text-7" */
    HC_NAME_ID_PRINTED, /* "text-" and the id of the device */
    HC_NAME_PATH,       /* canonical path of the object */
    HC_NAME_ID,         /* id of the device */
    HC_NAME_FIELD       /* what is there: @text */
} HcNameKind;

/* How a name is made, in whichever function. */
typedef struct HcSource {
    HcNameKind kind;
    char *text, *object;
} HcSource;

typedef struct HcHold {
    guint thread;
    guint name;
    char *ctx;   /* NULL, or where the context goes */
    char *cond;  /* NULL: taken for certain */
    char *set;   /* NULL, or a statement for when it was taken */
    char *guard; /* NULL, or what is true if it is held */
    char *clear; /* NULL, or the statement that makes @guard false */
    gboolean keep; /* stays when all goes well */
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
    HcPart part;        /* where the function goes */
    const char *name;   /* it has beside the program's, or "" */
    GPtrArray *threads; /* HcName, of IOThreads */
    GPtrArray *names;   /* HcName */
    guint local_name;   /* the first that is not kept */
    gboolean any_name;  /* one is a string from outside */
    GPtrArray *live;    /* HcHold: taken and not put, in order */
    gboolean labels;    /* leaves by goto */
    gboolean no_exit;   /* but the end */
    gboolean late;      /* what is kept is not put on failure either */
    guint labelled;     /* how many of @live are put behind labels */
    gboolean used[8];   /* which labels */
    guint loop;         /* how many of @live are older than the loop */
    guint loops;        /* how many loops `break` and `continue` can leave */
    guint in_loop;      /* how many loops are around */
    guint depth;        /* of nested statements */
    guint variables;    /* for names of locals */
    const struct HcInputs *inputs; /* NULL, or how they can be fields of `s` */
    guint field_percent;
} HcBody;

HcBody *hc_body_new(HcProgram *program, HcPart part, const char *name,
                    HcResult result);
void hc_body_free(HcBody *body);
/* Declarations and statements, without the braces. */
void hc_body_write(HcBody *body, HcWriter *out);

/* names.c */

/* Adds an IOThread that is called @spelling, a parameter for example. */
void hc_body_add_thread(HcBody *body, const char *spelling,
                        gboolean optional, gboolean alias);
/* Adds a name; it is made among the locals. */
void hc_body_add_name(HcBody *body, const HcSource *source);
/* A new one; @dev: (nullable): a DeviceState.  FALSE if there can be no more. */
gboolean hc_source_draw(HcBody *body, const char *dev, guint number,
                        HcSource *source);
void hc_source_clear(HcSource *source);
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

/* input.c: what only the run tells; as expressions. */

typedef enum HcInput {
    HC_INPUT_BOOL,
    HC_INPUT_COUNT,
} HcInput;

typedef struct HcInputs {
    GString *fields;     /* of the state */
    GString *properties; /* NULL, or where they are made properties; else the */
    GString *lookup;     /* acquire slot reads what the process was told */
    HcWriter *setup;     /* where the driver decides */
} HcInputs;

/* A new field of `s` for it.  Returns: (transfer full) */
char *hc_field_input(HcProgram *program, const HcInputs *inputs,
                     HcInput input);
/* Returns: (transfer full): true or false */
char *hc_condition(HcBody *body);
/* Returns: (transfer full): from 0 to 2 */
char *hc_count(HcBody *body);

/* statements.c */
void hc_statements(HcBody *body);

#endif
