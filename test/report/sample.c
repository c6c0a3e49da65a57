/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sample.h"

#include <string.h>

static const char vblk[] =
    "static void vblk_realize(DeviceState *dev, Error **errp)\n"
    "{\n"
    "    VBlk *s = VBLK(dev);\n"
    "\n"
    "    s->ctx = iothread_get_aio_context(s->iothread, \"vblk\");\n"
    "    if (!blk_is_available(s->blk)) {\n"
    "        error_setg(errp, \"drive is empty\");\n"
    "        return;\n"
    "    }\n"
    "}\n"
    "\n"
    "static void vblk_unrealize(DeviceState *dev)\n"
    "{\n"
    "\tVBlk *s = VBLK(dev);\n"
    "\n"
    "    if (s->idle) {\n"
    "        return;\n"
    "    }\n"
    "    iothread_put_aio_context(s->iothread, \"vblk\");\n"
    "    iothread_put_aio_context(s->iothread, \"vblk\");\n"
    "}\n";

/* Columns behind two bytes, four bytes and none at all of UTF-8. */
static const char odd[] =
    "/* \xc3\xa4 \xf0\x9f\x90\x83 \xff </script> */ odd(s->iothread);\n"
    "last line without an end";

const char sample_attack[] =
    "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>"
    "\"'&amp;`${1}\\ \n\r\t\x1b[2J\x1f\x7f\xe2\x80\xa8\xe2\x80\xa9"
    "\xe2\x80\xae\xff\xc3 [a](http://b) {0}\n"
    "x.c:1:1: warning: faked [qemu.iothread.HoldLeak]";

static char *read_source(const char *file, gsize *length, gpointer opaque)
{
    if (g_str_equal(file, "hw/block/vblk.c")) {
        *length = sizeof(vblk) - 1;
        return g_memdup2(vblk, *length);
    }
    if (g_str_equal(file, "net/odd.c")) {
        *length = sizeof(odd) - 1;
        return g_memdup2(odd, *length);
    }
    return NULL;
}

HcSources *sample_sources(void)
{
    return hc_sources_new(NULL, read_source, NULL);
}

static HcReportFinding *add(HcReport *report, HcRule rule,
                            const char *message, const char *file, guint line,
                            guint column)
{
    HcReportFinding *finding = hc_report_add_finding(
        report, rule, message, hc_report_place(report, file, line, column));

    finding->pair = hc_report_string(report, "iothread-holder");
    finding->iothread = hc_report_string(report, "s->iothread");
    finding->holder = hc_report_string(report, "'vblk'");
    return finding;
}

static void add_findings(HcReport *report)
{
    const char *file = "hw/block/vblk.c";
    HcReportPlace nowhere = {0};
    HcReportFinding *f;

    /* Not in order, and one of them twice. */
    f = add(report, HC_RULE_DOUBLE_PUT,
            "hold of 's->iothread' as 'vblk' is put twice", file, 20, 5);
    f->function = hc_report_string(report, "vblk_unrealize");
    hc_report_add_step(report, f, HC_STEP_PATH,
                       hc_report_place(report, file, 19, 5),
                       "put here as 'vblk'");
    hc_report_suppress(report, f, HC_SUPPRESSION_BASELINE, NULL, nowhere);

    f = add(report, HC_RULE_HOLD_LEAK,
            "hold of 's->iothread' as 'vblk' leaks when this error is "
            "returned", "./hw/block/../block/vblk.c", 8, 9);
    f->function = hc_report_string(report, "vblk_realize");
    f->place.end_line = 8;
    f->place.end_column = 15;
    hc_report_add_step(report, f, HC_STEP_PATH,
                       hc_report_place(report, file, 5, 14),
                       "held here as 'vblk'");
    hc_report_add_step(report, f, HC_STEP_PATH,
                       hc_report_place(report, file, 7, 9),
                       "error is set here");

    f = add(report, HC_RULE_HOLD_LEAK,
            "hold of 's->iothread' as 'vblk' leaks on this path of "
            "'vblk_unrealize'", "/src/qemu/hw/block/vblk.c", 17, 9);
    f->function = hc_report_string(report, "vblk_unrealize");
    hc_report_add_step(report, f, HC_STEP_RELATED,
                       hc_report_place(report, file, 5, 14),
                       "held here as 'vblk'");
    hc_report_suppress(report, f, HC_SUPPRESSION_COMMENT,
                       "idle devices hold nothing",
                       hc_report_place(report, file, 16, 5));

    f = add(report, HC_RULE_HOLD_LEAK,
            "hold of 's->iothread' as 'vblk' leaks when this error is "
            "returned", file, 8, 9);
    f->function = hc_report_string(report, "vblk_realize");
    hc_report_add_step(report, f, HC_STEP_PATH,
                       hc_report_place(report, file, 5, 14),
                       "held here as 'vblk'");
    hc_report_add_step(report, f, HC_STEP_PATH,
                       hc_report_place(report, file, 6, 9),
                       "'blk_is_available' fails here");
    hc_report_add_step(report, f, HC_STEP_PATH,
                       hc_report_place(report, file, 7, 9),
                       "error is set here");

    f = add(report, HC_RULE_HOLDER_NAME, "holder name is NULL",
            "/usr/include/a b.h", 3, 1);
    f->holder = "";
    hc_report_suppress(report, f, HC_SUPPRESSION_ANNOTATION,
                       "lives until the process ends", nowhere);

    f = add(report, HC_RULE_REDUNDANT_REF,
            "'object_ref' of 's->iothread' is redundant beside its hold as "
            "'vblk'", "net/odd.c", 1, 28);
}

HcReport *sample_report(HcSources *sources)
{
    HcReport *report = hc_report_new("0.1", "19.1.7", "/src/qemu/");
    const char *file = "hw/block/vblk.c";
    HcHoldRow *row;

    add_findings(report);
    row = hc_report_add_hold(report, hc_report_place(report, file, 5, 14));
    row->owner = hc_report_string(report, "VBlk");
    row->iothread = hc_report_string(report, "s->iothread");
    row->holder = hc_report_string(report, "'vblk'");
    row->function = hc_report_string(report, "vblk_realize");
    row->life_cycle =
        hc_report_string(report, "DeviceClass.realize/.unrealize");
    row->paired = HC_PAIRED_NO;
    hc_report_add_put(report, row, "vblk_unrealize",
                      hc_report_place(report, file, 20, 5));
    hc_report_add_put(report, row, "vblk_unrealize",
                      hc_report_place(report, file, 19, 5));
    row = hc_report_add_hold(report,
                             hc_report_place(report, "net/odd.c", 1, 20));
    row->iothread = hc_report_string(report, "s->iothread");
    row->life_cycle = hc_report_string(report, "borrow");
    row->reason = hc_report_string(report, "key-unknown");
    hc_report_add_notice(report, HC_NOTICE_ERROR,
                         hc_report_place(report, "hw/none.c", 1, 0),
                         "does not compile");
    hc_report_add_count(report, "files checked", 17);
    hc_report_add_count(report, "silent, given-up", 3);
    hc_report_finish(report, sources);
    return report;
}

HcReport *sample_hostile(HcSources *sources)
{
    HcReport *report = hc_report_new(sample_attack, sample_attack, NULL);
    g_autofree char *longest = g_strnfill(100000, 'x');
    HcReportPlace bad = hc_report_place(report, sample_attack, 1, 1);
    HcReportFinding *f;
    HcHoldRow *row;

    f = add(report, HC_RULE_HOLD_LEAK, sample_attack, sample_attack, 1, 1);
    f->function = f->pair = f->iothread = f->holder =
        hc_report_string(report, sample_attack);
    hc_report_add_step(report, f, HC_STEP_PATH, bad, sample_attack);
    hc_report_add_step(report, f, HC_STEP_RELATED, bad, sample_attack);
    f = add(report, HC_RULE_DOUBLE_PUT, sample_attack, sample_attack, 1, 1);
    hc_report_suppress(report, f, HC_SUPPRESSION_COMMENT, sample_attack, bad);
    f = add(report, HC_RULE_HOLD_LEAK, longest, "net/odd.c", 1, 20);
    f = add(report, HC_RULE_HOLD_LEAK, "", "net/odd.c", 2, 4000000000u);
    f->place.end_line = 4000000000u;
    f->place.end_column = 1;
    f = hc_report_add_finding(report, HC_RULE_UNHELD_PUT, "nowhere",
                              hc_report_place(report, NULL, 0, 0));
    row = hc_report_add_hold(report, bad);
    row->owner = row->iothread = row->holder = row->function =
        row->life_cycle = row->reason =
            hc_report_string(report, sample_attack);
    hc_report_add_put(report, row, sample_attack, bad);
    hc_report_add_notice(report, HC_NOTICE_WARNING, bad, sample_attack);
    hc_report_add_count(report, sample_attack, G_MAXUINT64);
    hc_report_finish(report, sources);
    return report;
}

HcReport *sample_many(guint n, HcSources *sources)
{
    HcReport *report = hc_report_new("0.1", "19.1.7", NULL);
    guint i;

    for (i = 0; i < n; i++) {
        g_autofree char *file = g_strdup_printf("hw/%u/file%u.c", i % 7,
                                                (i * 37) % 151);
        g_autofree char *message =
            g_strdup_printf("hold of 's->iothread[%u]' leaks on this path", i);
        guint line = 10 + (i * 7919) % 3000;
        HcReportPlace place = hc_report_place(report, file, line, 5);
        HcReportFinding *f =
            add(report, i % HC_RULE_COUNT, message, file, line + 9, 5);
        HcHoldRow *row = hc_report_add_hold(report, place);

        hc_report_add_step(report, f, HC_STEP_PATH, place, "held here");
        row->iothread = hc_report_string(report, message);
        row->paired = i % 3;
        hc_report_add_put(report, row, "release", f->place);
    }
    hc_report_finish(report, sources);
    return report;
}

HcReport *sample_empty(void)
{
    HcReport *report = hc_report_new("0.1", NULL, NULL);

    hc_report_finish(report, NULL);
    return report;
}

void sample_golden(const char *name, const GString *got)
{
    g_autofree char *path = g_build_filename(SAMPLE_DATA, name, NULL);
    g_autofree char *want = NULL;
    g_autoptr(GError) error = NULL;

    if (g_getenv("HOLDCHECK_UPDATE_GOLDEN")) {
        g_file_set_contents(path, got->str, got->len, &error);
        g_assert_no_error(error);
        return;
    }
    g_file_get_contents(path, &want, NULL, &error);
    g_assert_no_error(error);
    g_assert_cmpstr(got->str, ==, want);
}
