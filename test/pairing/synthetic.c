/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "synthetic.h"

#include "script.h"

#include <string.h>

/* "@" is the number of the file, "^" that of the file before it, "NAME" and
 * "TAKE" what the bug of the file is in.  Records and functions that are of one
 * file have its number; static functions have the same names in many. */

#define DEVICE_SLOTS \
    "slot class_@ VirtioDeviceClass.realize realize;" \
    "slot class_@ VirtioDeviceClass.unrealize unrealize;" \
    "slot class_@ TypeInfo.instance_finalize finalize;" \
    "field Blk@.blk@_ctx realize; field Blk@.blk@_on realize;" \
    "field Blk@.blk@_on unrealize; field Blk@.blk@_iothread property;" \
    "field DeviceState.dev_state realize;"

/* A device in one file: three gets would be one too many, so one. */
static const char device[] =
    DEVICE_SLOTS
    "call realize start; call unrealize stop;"
    "fn start static;"
    "path success 40; get self->blk@_iothread as path(self) 31;"
    "write self->blk@_ctx = context(self->blk@_iothread);"
    "write self->blk@_on = 1; when self->blk@_iothread != 0;"
    "path success 40; when self->blk@_iothread == 0;"
    "fn stop static;"
    "path success 52; TAKE when self->blk@_on != 0; write self->blk@_on = 0;"
    "path success 52; when self->blk@_on == 0;"
    "fn realize static;"
    "path success 70; get self->blk@_iothread as path(self) 31;"
    "write self->blk@_ctx = context(self->blk@_iothread);"
    "write self->blk@_on = 1; when self->blk@_iothread != 0;"
    "write self->dev_state = 1;"
    "path success 70; when self->blk@_iothread == 0;"
    "write self->dev_state = 1;"
    "path failure 62; when ?f == 0;"
    "path failure 66; get self->blk@_iothread as path(self) 31 matched;"
    "put self->blk@_iothread as path(self) 65 matched;"
    "when self->blk@_iothread != 0; when ?f != 0; when ?g == 0;"
    "fn unrealize static;"
    "path success 80; TAKE when self->blk@_on != 0; write self->blk@_on = 0;"
    "path success 80; when self->blk@_on == 0;"
    "fn finalize static; path success 90;";
static const char device_put[] =
    "put self->blk@_iothread as NAME 51;";

/* A device whose data plane is in the next file. */
static const char front[] =
    DEVICE_SLOTS
    "field Blk@.blk@_plane realize; field Blk@.blk@_plane unrealize;"
    "fn realize static;"
    "path success 20; calls plane_create_@ success 12 ?r self self->blk@_conf;"
    "when ?r != 0; write self->blk@_plane = ?r;"
    "path failure 14; calls plane_create_@ failure 12 ?q self self->blk@_conf;"
    "when ?q == 0;"
    "fn unrealize static;"
    "path success 30; calls plane_destroy_@ unknown 28 - self->blk@_plane;"
    "write self->blk@_plane = 0;"
    "fn finalize static; path success 90;";
static const char plane[] =
    "field Plane@.plane@_iothread plane_create_^;"
    "field Plane@.plane@_dev plane_create_^;"
    "fn plane_create_^;"
    "path success 50; get param1->plane@_iothread as path(self) 45;"
    "result zheap1; write zheap1->plane@_iothread = param1->plane@_iothread;"
    "write zheap1->plane@_dev = self; when param1->plane@_iothread != 0;"
    "path success 50; result zheap2; write zheap2->plane@_dev = self;"
    "when param1->plane@_iothread == 0;"
    "path failure 42; result 0;"
    "fn plane_destroy_^;"
    "path success 60; when self == 0;"
    "path success 61; when self != 0; when self->plane@_iothread == 0;"
    "path success 62; when self != 0; when self->plane@_iothread != 0; TAKE"
    "fn check static; path success 72;";
static const char plane_put[] =
    "put self->plane@_iothread as NAME 51;";

/* Two functions that only take and put, and who calls them. */
static const char wrapper[] =
    "fn hold_@;"
    "path success 20; get self->port@_iothread as path(self->port@_dev) 15;"
    "fn drop_@;"
    "path success 30; put self->port@_iothread as path(self->port@_dev) 25;"
    "fn check static; path success 40; when ?a == 0;"
    "path success 41; when ?a != 0;";
static const char user[] =
    "slot class_@ DeviceClass.realize realize;"
    "slot class_@ DeviceClass.unrealize unrealize;"
    "field Port^.port^_on realize; field Port^.port^_on unrealize;"
    "fn realize static;"
    "path success 20; calls hold_^ unknown 15 - self; write self->port^_on = 1;"
    "when ?a != 0;"
    "path failure 17; when ?a == 0;"
    "fn unrealize static;"
    "path success 30; calls drop_^ unknown 25 - self; write self->port^_on = 0;"
    "when self->port^_on != 0;"
    "path success 31; when self->port^_on == 0;";

/* An export, put in a bottom half. */
static const char export[] =
    "slot driver_@ BlockExportDriver.create create;"
    "slot driver_@ BlockExportDriver.delete delete;"
    "field Exp@.exp@_iothread create; field BlockExport.exp_ctx create;"
    "call delete schedule;"
    "fn create static;"
    "path success 30; get self->exp@_iothread as self->exp@_id 12;"
    "write self->exp_ctx = context(self->exp@_iothread);"
    "path failure 20; get self->exp@_iothread as self->exp@_id 12 matched;"
    "put self->exp@_iothread as self->exp@_id 18 matched; when ?e != 0;"
    "fn schedule static;"
    "path success 40; register delete_bh self 39;"
    "fn delete static; path success 45; register delete_bh self 39;"
    "fn delete_bh static;"
    "path success 50; put self->exp@_iothread as self->exp@_id 48;";

/* A static IOThread, put by a function that nobody calls here. */
static const char monitor[] =
    "fn monitor_begin_@;"
    "path success 20; get static:mon as 'monitor-@' 12;"
    "fn monitor_end_@;"
    "path success 30; TAKE"
    "fn check static; path success 40;";
static const char monitor_put[] =
    "put static:mon as 'monitor-@' 28;";

/* Taken in one file, put in the next; who calls them is not seen. */
static const char opener[] =
    "fn chan_open_@;"
    "path success 20; get self->chan@_iothread as path(self) 12;"
    "path failure 22; when ?o == 0;";
static const char closer[] =
    "fn chan_close_^;"
    "path success 30; TAKE"
    "fn check static; path success 40;";
static const char closer_put[] =
    "put self->chan^_iothread as path(self) 28;";

/* What matters to nobody; most files of a tree are like this. */
static const char idle[] =
    "slot class_@ DeviceClass.realize realize;"
    "slot class_@ DeviceClass.unrealize unrealize;"
    "field Idle@.idle@_on realize; field Idle@.idle@_on unrealize;"
    "field DeviceState.dev_state realize;"
    "call realize setup;"
    "fn setup static; path success 20; write self->idle@_on = 1;"
    "fn realize static; path success 30; write self->idle@_on = 1;"
    "write self->dev_state = 1; when ?s != 0;"
    "path failure 32; when ?s == 0;"
    "fn unrealize static; path success 40; write self->idle@_on = 0;";

typedef struct Kind {
    const char *text;
    const char *put;     /* what TAKE stands for; NULL: it has none */
    const char *right;   /* what NAME stands for */
} Kind;

/* One after the other; a file that calls another stands beside it. */
static const Kind kinds[] = {
    { device, device_put, "path(self)" },
    { front, NULL, NULL },
    { plane, plane_put, "path(self->plane@_dev)" },
    { idle, NULL, NULL },
    { wrapper, NULL, NULL },
    { user, NULL, NULL },
    { device, device_put, "path(self)" },
    { export, NULL, NULL },
    { monitor, monitor_put, "" },
    { opener, NULL, NULL },
    { closer, closer_put, "" },
    { idle, NULL, NULL },
};

#define N_KINDS G_N_ELEMENTS(kinds)

char *synthetic_name(guint i)
{
    return g_strdup_printf("hw/synthetic/unit%u.c", i);
}

/* Every tenth that puts, does not, or under another name. */
gboolean synthetic_is_wrong(guint i, guint n)
{
    return i < n && kinds[i % N_KINDS].put && i / N_KINDS % 10 == 3;
}

guint synthetic_findings(guint n)
{
    guint count = 0;

    for (guint i = 0; i < n; i++) {
        count += synthetic_is_wrong(i, n);
    }
    return count;
}

/* @text with @word replaced.  (transfer full) */
static char *with(const char *text, const char *word, const char *value)
{
    GString *out = g_string_new(text);

    g_string_replace(out, word, value, 0);
    return g_string_free(out, FALSE);
}

static HcSummary *make(guint i, guint n)
{
    const Kind *kind = &kinds[i % N_KINDS];
    gboolean wrong = synthetic_is_wrong(i, n);
    gboolean renamed = wrong && i / N_KINDS % 20 == 3 && *kind->right;
    g_autofree char *put =
        with(wrong && !renamed ? "" : kind->put ? kind->put : "", "NAME",
             renamed ? "'another'" : kind->right ? kind->right : "");
    g_autofree char *text = with(kind->text, "TAKE", put);
    g_autofree char *self = g_strdup_printf("%u", i);
    g_autofree char *before = g_strdup_printf("%u", i ? i - 1 : 0);
    g_autofree char *named = with(text, "@", self);
    g_autofree char *script = with(named, "^", before);
    g_autofree char *unit = synthetic_name(i);

    return script_summary(unit, script);
}

HcSummary **synthetic_program(guint n)
{
    HcSummary **summaries = g_new0(HcSummary *, n + 1);

    for (guint i = 0; i < n; i++) {
        summaries[i] = make(i, n);
    }
    return summaries;
}
