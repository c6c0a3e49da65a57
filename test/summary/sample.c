/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "sample.h"
#include "summary/ranges.h"

#include <glib/gstdio.h>
#include <string.h>

static char *folder;

char *sample_path(const char *name)
{
    if (!folder) {
        folder = g_dir_make_tmp("summary-XXXXXX", NULL);
        g_assert_nonnull(folder);
    }
    return g_build_filename(folder, name, NULL);
}

void sample_clean(void)
{
    GDir *dir = folder ? g_dir_open(folder, 0, NULL) : NULL;
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = sample_path(name);

        /* Whatever is written beside a file must be gone by now. */
        g_assert_null(strstr(name, ".unit."));
        g_assert_cmpint(g_unlink(path), ==, 0);
    }
    if (dir) {
        g_dir_close(dir);
        g_assert_cmpint(g_rmdir(folder), ==, 0);
        g_clear_pointer(&folder, g_free);
    }
}

char *sample_text(const HcUnit *unit, gsize *length)
{
    g_autofree char *path = sample_path("text.unit");
    g_autoptr(GError) error = NULL;
    char *text = NULL;

    hc_unit_write(unit, path, &error);
    g_assert_no_error(error);
    g_file_get_contents(path, &text, length, &error);
    g_assert_no_error(error);
    return text;
}

void sample_write_body(const char *path, const char *body)
{
    g_autofree char *sum =
        g_compute_checksum_for_string(G_CHECKSUM_SHA256, body, -1);
    g_autofree char *text = g_strdup_printf(
        "{\"format\":6,\"sha256\":\"%s\",\n%s", sum, body);

    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

void sample_refuse(const char *text, gsize length, int code)
{
    g_autofree char *path = sample_path("refuse.unit");
    g_autoptr(GError) error = NULL;
    g_autoptr(HcUnit) unit = NULL;

    g_assert_true(g_file_set_contents(path, text, length, NULL));
    unit = hc_unit_read(path, NULL, &error);
    g_assert_null(unit);
    g_assert_nonnull(error);
    g_assert_true(error->domain == HC_UNIT_ERROR);
    g_assert_null(strchr(error->message, '\n'));
    g_assert_true(g_str_has_prefix(error->message, path));
    if (code >= 0) {
        g_assert_cmpint(error->code, ==, code);
    }
}

static HcPlace place(HcUnit *unit, guint line, guint column)
{
    HcPlace at = { hc_summary_string(unit->summary, "hw/a.c"), line, column };

    return at;
}

static void small_call(HcUnit *unit, HcPath *path, const HcTerm *self,
                       const HcTerm *unknown)
{
    HcEffect *effect =
        hc_path_add_call(path, "other", HC_OUTCOME_FAILURE, unknown);

    g_ptr_array_add(effect->call->args, (gpointer)self);
    hc_call_add_write(effect->call, self, "S::n", unknown);
    hc_call_add_out(effect->call, self, "S::out", unknown);
    effect->function = g_strdup("realize");
    effect->place = place(unit, 11, 5);
}

static void small_function(HcUnit *unit)
{
    HcSummary *s = unit->summary;
    const HcTerm *self = hc_summary_term(s, HC_TERM_SELF, 0, NULL, NULL, 0);
    const HcTerm *key =
        hc_summary_term(s, HC_TERM_LOAD, 0, "S::iothread", &self, 1);
    const HcTerm *name = hc_summary_term(s, HC_TERM_APP, 0, "path", &self, 1);
    const HcTerm *unknown =
        hc_summary_term(s, HC_TERM_UNKNOWN, 0, "f1.v1", NULL, 0);
    HcFunction *function = hc_summary_add_function(s, "realize");
    HcPath *path = hc_function_add_path(function);
    HcEffect *effect = hc_path_add_effect(path, HC_EFFECT_ACQUIRE);
    HcGuard *guard = hc_path_add_guard(path, key);

    function->place = place(unit, 9, 1);
    function->is_static = TRUE;
    function->complete = TRUE;
    hc_guard_add_range(guard, G_MININT64, -1);
    hc_guard_add_range(guard, 1, G_MAXINT64);
    effect->pair = hc_summary_string(s, "iothread");
    effect->key = key;
    effect->holder = name;
    effect->key_text = g_strdup("s->iothread");
    effect->holder_text = g_strdup("path of 'dev'");
    effect->function = g_strdup("realize");
    effect->owners = g_strsplit("S DeviceState", " ", -1);
    effect->place = place(unit, 10, 5);
    small_call(unit, path, self, unknown);
    hc_path_add_write(path, self, "S::ctx", key);
    path->exit = place(unit, 12, 1);
    path->result = unknown;
}

HcUnit *sample_small(void)
{
    HcUnit *unit = hc_unit_new("hw/a.c");
    HcUnitFinding *finding;

    g_free(unit->producer);
    unit->producer = g_strdup("clang 19; plugin 1234");
    unit->matters = TRUE;
    small_function(unit);
    hc_summary_add_slot(unit->summary, "class_init", "DeviceClass.realize",
                        "realize", place(unit, 20, 5));
    hc_summary_add_field_use(unit->summary, "S", "S::ctx", "realize", TRUE);
    hc_summary_add_call(unit->summary, "realize", "helper");
    hc_summary_finish(unit->summary);
    finding = hc_unit_add_finding(unit, HC_RULE_HOLD_LEAK, "it leaks",
                                  place(unit, 12, 5));
    finding->end_line = 12;
    finding->end_column = 15;
    finding->related = place(unit, 10, 5);
    finding->mark.kind = HC_MARK_COMMENT;
    finding->mark.reason = g_strdup("because");
    hc_unit_finding_add_note(finding, HC_UNIT_NOTE_PATH, "held here",
                             place(unit, 10, 5));
    hc_unit_finding_add_fix(finding, place(unit, 12, 5), 12, 5,
                            "put();\n    ");
    hc_unit_add_mark(unit, place(unit, 12, 1), HC_MARK_COMMENT, "because");
    hc_unit_count(unit, "nodes", 12);
    g_ptr_array_add(unit->files, g_strdup("hw/a.h"));
    g_ptr_array_add(unit->callees, g_strdup("other"));
    g_ptr_array_add(unit->mentions, g_strdup("other"));
    g_ptr_array_add(unit->defines, g_strdup("init"));
    hc_unit_finish(unit);
    return unit;
}

/* Random ones. */

typedef struct Maker {
    GRand *rand;
    HcUnit *unit;
    GPtrArray *terms;
} Maker;

static gboolean chance(Maker *m, guint one_in)
{
    return g_rand_int_range(m->rand, 0, one_in) == 0;
}

static guint below(Maker *m, guint limit)
{
    return limit ? (guint)g_rand_int_range(m->rand, 0, limit) : 0;
}

static const char *text(Maker *m)
{
    static const char *const texts[] = {
        "", "a", "s->iothread", "S::vq[2].VQ::ctx", "S::vq[#3]", "tab\there",
        "line\nbreak\r", "quote \" and \\ and /", "\x01\x1f\x7f", "</script>",
        "h\xc3\xa9t\xc3\xa9ro", "\xff\xfe bytes", "cut \xc3", "\xed\xa0\x80",
        "\xef\xbf\xbf", "\xf0\x9f\x98\x80", "%s %d %n", "null", "[\"YQ==\"]",
        "path of 'dev'", "realize", "unrealize", "b", "c", "\\u0000",
    };

    return texts[below(m, G_N_ELEMENTS(texts))];
}

static const char *nullable(Maker *m)
{
    return chance(m, 4) ? NULL : text(m);
}

static gint64 number(Maker *m)
{
    static const gint64 numbers[] = {
        0, 1, -1, 42, G_MAXINT64, G_MININT64, G_MAXINT32, G_MININT32,
        G_MAXINT64 - 1, G_MININT64 + 1, G_MAXUINT32, 1ll << 53,
    };

    return numbers[below(m, G_N_ELEMENTS(numbers))];
}

static const HcTerm *term(Maker *m)
{
    return g_ptr_array_index(m->terms, below(m, m->terms->len));
}

static const HcTerm *maybe_term(Maker *m)
{
    return chance(m, 3) ? NULL : term(m);
}

static HcPlace somewhere(Maker *m)
{
    HcPlace at = { hc_summary_string(m->unit->summary, nullable(m)),
                   below(m, 50), below(m, 80) };

    if (chance(m, 30)) {
        at.line = at.column = G_MAXUINT;
    }
    return at;
}

static void add_terms(Maker *m)
{
    guint i, n = 1 + below(m, 60);

    for (i = 0; i < n; i++) {
        HcTermKind kind = below(m, HC_TERM_EXPR + 1);
        const HcTerm *args[3] = { 0 };
        guint n_args = kind == HC_TERM_LOAD || kind == HC_TERM_ADDR ? 1
                       : kind < HC_TERM_LOAD                       ? 0
                                                             : below(m, 4);
        guint k;

        if (n_args && !m->terms->len) {
            continue;
        }
        for (k = 0; k < n_args; k++) {
            /* Old ones only: each level can make a term three times as
             * large. */
            args[k] = g_ptr_array_index(m->terms,
                                        below(m, MIN(m->terms->len, 8)));
        }
        g_ptr_array_add(m->terms,
                        (gpointer)hc_summary_term(m->unit->summary, kind,
                                                  number(m), text(m), args,
                                                  n_args));
    }
    if (!m->terms->len) {
        g_ptr_array_add(m->terms,
                        (gpointer)hc_summary_term(m->unit->summary,
                                                  HC_TERM_SELF, 0, NULL, NULL,
                                                  0));
    }
}

static void add_effect(Maker *m, HcPath *path)
{
    HcEffectKind kind = below(m, HC_EFFECT_CALL + 1);
    gboolean is_call = kind == HC_EFFECT_CALL;
    HcEffect *effect =
        is_call ? hc_path_add_call(path, text(m),
                                   below(m, HC_OUTCOME_UNKNOWN + 1),
                                   maybe_term(m))
                : hc_path_add_effect(path, kind);
    guint i, n;

    effect->pair = hc_summary_string(m->unit->summary, text(m));
    effect->key = is_call ? maybe_term(m) : term(m);
    effect->holder = maybe_term(m);
    effect->key_text = g_strdup(nullable(m));
    effect->holder_text = g_strdup(nullable(m));
    effect->function = g_strdup(nullable(m));
    if (!is_call) {
        effect->slot_function = g_strdup(text(m));
    }
    effect->place = somewhere(m);
    effect->matched = chance(m, 2);
    effect->reported = chance(m, 2);
    effect->asked = chance(m, 2);
    if (chance(m, 2)) {
        effect->owners = g_new0(char *, 4);
        n = below(m, 4);
        for (i = 0; i < n; i++) {
            effect->owners[i] = g_strdup(text(m));
        }
    }
    for (i = is_call ? below(m, 4) : 0; i; i--) {
        g_ptr_array_add(effect->call->args, (gpointer)maybe_term(m));
        hc_call_add_write(effect->call, term(m), text(m), term(m));
        hc_call_add_out(effect->call, term(m), text(m), term(m));
    }
}

static void add_path(Maker *m, HcFunction *function)
{
    HcPath *path = hc_function_add_path(function);
    guint i;

    path->outcome = below(m, HC_OUTCOME_UNKNOWN + 1);
    path->exit = somewhere(m);
    path->result = maybe_term(m);
    for (i = below(m, 5); i; i--) {
        HcGuard *guard = hc_path_add_guard(path, term(m));
        guint k;

        for (k = 1 + below(m, 3); k; k--) {
            gint64 low = number(m);

            hc_guard_add_range(guard, low,
                               chance(m, 2) ? low : G_MAXINT64);
        }
    }
    for (i = below(m, 5); i; i--) {
        add_effect(m, path);
        hc_path_add_write(path, term(m), text(m), term(m));
    }
}

static void add_finding(Maker *m)
{
    HcUnitFinding *finding = hc_unit_add_finding(
        m->unit, below(m, HC_RULE_COUNT), text(m), somewhere(m));
    guint i;

    finding->end_line = below(m, 9);
    finding->related = somewhere(m);
    g_free(finding->function);
    finding->function = g_strdup(text(m));
    finding->mark.kind = below(m, HC_MARK_ATTRIBUTE + 1);
    finding->mark.reason = g_strdup(nullable(m));
    for (i = below(m, 5); i; i--) {
        hc_unit_finding_add_note(finding, below(m, HC_UNIT_NOTE_RELATED + 1),
                                 text(m), somewhere(m));
    }
    for (i = below(m, 3); i; i--) {
        hc_unit_finding_add_fix(finding, somewhere(m), below(m, 9),
                                below(m, 9), text(m));
    }
}

static void add_names(Maker *m, GPtrArray *names)
{
    guint i;

    for (i = below(m, 8); i; i--) {
        g_ptr_array_add(names, g_strdup(text(m)));
    }
}

HcUnit *sample_random(GRand *rand)
{
    Maker m = { .rand = rand, .terms = g_ptr_array_new() };
    HcSummary *s;
    guint i, k;

    m.unit = hc_unit_new(text(&m));
    s = m.unit->summary;
    g_free(m.unit->producer);
    m.unit->producer = g_strdup(text(&m));
    m.unit->matters = chance(&m, 2);
    add_terms(&m);
    for (i = below(&m, 5); i; i--) {
        HcFunction *function = hc_summary_add_function(s, text(&m));

        function->place = somewhere(&m);
        function->self_type = g_strdup(nullable(&m));
        function->is_static = chance(&m, 2);
        function->complete = chance(&m, 2);
        for (k = below(&m, 6); k; k--) {
            add_path(&m, function);
        }
    }
    for (i = below(&m, 6); i; i--) {
        hc_summary_add_slot(s, text(&m), text(&m), text(&m), somewhere(&m));
        hc_summary_add_field_use(s, text(&m), text(&m), text(&m),
                                 below(&m, HC_USE_ALL + 1));
        hc_summary_add_call(s, text(&m), text(&m));
        add_finding(&m);
        hc_unit_add_mark(m.unit, somewhere(&m),
                         below(&m, HC_MARK_ATTRIBUTE + 1), nullable(&m));
        hc_unit_count(m.unit, text(&m), number(&m) / 16);
    }
    add_names(&m, m.unit->files);
    add_names(&m, m.unit->callees);
    add_names(&m, m.unit->mentions);
    add_names(&m, m.unit->defines);
    hc_summary_finish(s);
    hc_unit_finish(m.unit);
    g_ptr_array_unref(m.terms);
    return m.unit;
}
