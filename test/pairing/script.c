/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "script.h"

#include <stdlib.h>
#include <string.h>

typedef struct Reader {
    HcSummary *summary;
    HcFunction *function;
    HcPath *path;
    HcEffect *effect;    /* the last call */
    const char *unit;
} Reader;

/* Terms. */

static const HcTerm *read_term(HcSummary *s, const char **p);

static char *read_word(const char **p, const char *more)
{
    const char *start = *p;

    while (!g_str_has_prefix(*p, "->") &&
           (g_ascii_isalnum(**p) || (**p && strchr(more, **p)))) {
        ++*p;
    }
    return g_strndup(start, *p - start);
}

static const HcTerm *place(HcSummary *s, HcTermKind kind, const HcTerm *base,
                           const char *field)
{
    return hc_summary_term(s, kind, 0, field, &base, 1);
}

static const HcTerm *read_name(HcSummary *s, const char **p)
{
    g_autofree char *word = read_word(p, "_-%");
    const HcTerm *args[8];
    guint n = 0;

    if (**p == '(') {
        do {
            ++*p;
            args[n++] = read_term(s, p);
        } while (**p == ',');
        g_assert_cmpint(*(*p)++, ==, ')');
        return hc_summary_term(s, HC_TERM_APP, 0, word, args, n);
    }
    if (**p == ':') {
        g_autofree char *name = NULL;

        ++*p;
        name = read_word(p, "_");
        return place(s, HC_TERM_LOAD,
                     hc_summary_term(s, HC_TERM_GLOBAL,
                                     g_str_equal(word, "static"), name,
                                     NULL, 0), "");
    }
    if (g_str_equal(word, "self")) {
        return hc_summary_term(s, HC_TERM_SELF, 0, NULL, NULL, 0);
    }
    if (g_str_has_prefix(word, "param")) {
        return hc_summary_term(s, HC_TERM_PARAM, atoi(word + 5), NULL,
                               NULL, 0);
    }
    if (g_str_has_prefix(word, "heap") || g_str_has_prefix(word, "zheap")) {
        return hc_summary_term(s, HC_TERM_HEAP, word[0] == 'z', word,
                               NULL, 0);
    }
    g_error("no such term: '%s'", word);
}

static const HcTerm *read_primary(HcSummary *s, const char **p)
{
    g_autofree char *text = NULL;
    const HcTerm *args[2];

    switch (**p) {
    case '\'':
        ++*p;
        text = g_strndup(*p, strcspn(*p, "'"));
        *p += strlen(text) + 1;
        return hc_summary_term(s, HC_TERM_STRING, 0, text, NULL, 0);
    case '?':
        ++*p;
        text = read_word(p, "_");
        return hc_summary_term(s, HC_TERM_UNKNOWN, 0, text, NULL, 0);
    case '!':
        ++*p;
        args[0] = read_term(s, p);
        return hc_summary_term(s, HC_TERM_EXPR, 0, "!", args, 1);
    case '(':
        ++*p;
        args[0] = read_term(s, p);
        text = g_strndup(*p, strspn(*p, "=!<>&|+-*"));
        *p += strlen(text);
        args[1] = read_term(s, p);
        g_assert_cmpint(*(*p)++, ==, ')');
        return hc_summary_term(s, HC_TERM_EXPR, 0, text, args, 2);
    default:
        if (g_ascii_isdigit(**p) || **p == '-') {
            return hc_summary_term(s, HC_TERM_INT,
                                   g_ascii_strtoll(*p, (char **)p, 10), NULL,
                                   NULL, 0);
        }
        return read_name(s, p);
    }
}

static const HcTerm *read_term(HcSummary *s, const char **p)
{
    gboolean address = **p == '&';
    const HcTerm *term;

    if (address) {
        const char *after;

        ++*p;
        after = *p + strspn(*p, "abcdefghijklmnopqrstuvwxyz_:");
        if (strncmp(after, "->", 2) != 0) {
            gboolean is_static = g_str_has_prefix(*p, "static:");
            g_autofree char *name = g_strndup(*p + 7 * is_static,
                                              after - *p - 7 * is_static);

            *p = after;
            return hc_summary_term(s, HC_TERM_GLOBAL, is_static, name,
                                   NULL, 0);
        }
    }
    term = read_primary(s, p);
    while (g_str_has_prefix(*p, "->")) {
        g_autofree char *field = NULL;

        *p += 2;
        field = read_word(p, "_.[]#*");
        term = place(s, address && !g_str_has_prefix(*p, "->")
                        ? HC_TERM_ADDR : HC_TERM_LOAD,
                     term, g_str_equal(field, "*") ? "" : field);
    }
    return term;
}

const HcTerm *script_term(HcSummary *summary, const char *text)
{
    const char *p = text;
    const HcTerm *term = read_term(summary, &p);

    if (*p) {
        g_error("'%s' is no term, from '%s' on", text, p);
    }
    return term;
}

/* Lines. */

static HcPlace at(Reader *r, const char *line)
{
    return (HcPlace) {
        .file = hc_summary_string(r->summary, r->unit),
        .line = (guint)atoi(line),
        .column = 5,
    };
}

static void read_effect(Reader *r, char **word, guint n)
{
    gboolean get = g_str_equal(word[0], "get");
    HcEffect *e = hc_path_add_effect(r->path, get ? HC_EFFECT_ACQUIRE
                                                  : HC_EFFECT_RELEASE);
    guint i = 2;

    e->pair = hc_summary_string(r->summary, "iothread");
    e->key = script_term(r->summary, word[1]);
    e->key_text = g_strdup(word[1]);
    if (g_str_equal(word[i], "as")) {
        e->holder = script_term(r->summary, word[i + 1]);
        e->holder_text = g_strdup(word[i + 1]);
        i += 2;
    }
    e->function = g_strdup(r->function->name);
    e->place = at(r, word[i++]);
    for (; i < n; i++) {
        e->matched |= g_str_equal(word[i], "matched");
        e->reported |= g_str_equal(word[i], "reported");
    }
}

static void read_other_effect(Reader *r, char **word, HcEffectKind kind)
{
    HcEffect *e = hc_path_add_effect(r->path, kind);

    if (kind == HC_EFFECT_REGISTER) {
        e->slot_function = g_strdup(*++word);
    }
    e->key = script_term(r->summary, word[1]);
    e->key_text = g_strdup(word[1]);
    e->function = g_strdup(r->function->name);
    e->place = at(r, word[2]);
}

static void read_guard(Reader *r, char **word)
{
    HcGuard *guard = hc_path_add_guard(r->path,
                                       script_term(r->summary, word[1]));
    gint64 value = g_ascii_strtoll(word[3], NULL, 10);
    const char *dots = strstr(word[3], "..");

    if (g_str_equal(word[2], "==")) {
        hc_guard_add_range(guard, value, value);
    } else if (g_str_equal(word[2], "!=")) {
        hc_guard_add_range(guard, G_MININT64, value - 1);
        hc_guard_add_range(guard, value + 1, G_MAXINT64);
    } else {
        hc_guard_add_range(guard, value,
                           g_ascii_strtoll(dots + 2, NULL, 10));
    }
}

static void read_write(Reader *r, char **word)
{
    const HcTerm *target = script_term(r->summary, word[1]);

    g_assert_cmpint(target->kind, ==, HC_TERM_LOAD);
    hc_path_add_write(r->path, target->args[0], target->text,
                      script_term(r->summary, word[3]));
}

static HcOutcome outcome_of(const char *word)
{
    return g_str_equal(word, "success") ? HC_OUTCOME_SUCCESS :
           g_str_equal(word, "failure") ? HC_OUTCOME_FAILURE
                                        : HC_OUTCOME_UNKNOWN;
}

/* calls FUNCTION OUTCOME LINE RESULT|- ARGUMENT... */
static void read_call(Reader *r, char **word, guint n)
{
    const HcTerm *result = g_str_equal(word[4], "-")
                           ? NULL : script_term(r->summary, word[4]);
    guint i;

    r->effect = hc_path_add_call(r->path, word[1], outcome_of(word[2]),
                                 result);
    r->effect->function = g_strdup(r->function->name);
    r->effect->place = at(r, word[3]);
    for (i = 5; i < n; i++) {
        g_ptr_array_add(r->effect->call->args,
                        (gpointer)script_term(r->summary, word[i]));
    }
}

/* given|found PLACE = TERM, of the call before. */
static void read_memory(Reader *r, char **word)
{
    const HcTerm *target = script_term(r->summary, word[1]);
    const HcTerm *value = script_term(r->summary, word[3]);

    if (g_str_equal(word[0], "given")) {
        hc_call_add_write(r->effect->call, target->args[0], target->text,
                          value);
    } else {
        hc_call_add_out(r->effect->call, target->args[0], target->text,
                        value);
    }
}

static void read_line(Reader *r, char **word, guint n)
{
    if (g_str_equal(word[0], "slot")) {
        hc_summary_add_slot(r->summary, word[1], word[2], word[3],
                            at(r, "900"));
    } else if (g_str_equal(word[0], "field")) {
        g_auto(GStrv) name = g_strsplit(word[1], ".", 2);

        gboolean property = g_str_equal(word[2], "property");
        gboolean given = n > 3 && g_str_equal(word[3], "given");

        hc_summary_add_field_use(r->summary, name[0], name[1],
                                 property ? "" : word[2],
                                 given ? HC_USE_GIVEN
                                       : property || n > 3 ? HC_USE_ESCAPES
                                                           : 0);
    } else if (g_str_equal(word[0], "call")) {
        hc_summary_add_call(r->summary, word[1], word[2]);
    } else if (g_str_equal(word[0], "fn")) {
        r->function = hc_summary_add_function(r->summary, word[1]);
        r->function->complete = n < 3 || !g_str_equal(word[2], "incomplete");
        r->function->is_static = n > 2 && g_str_equal(word[2], "static");
        r->function->place = at(r, "1");
    } else if (g_str_equal(word[0], "path")) {
        r->path = hc_function_add_path(r->function);
        r->path->outcome = outcome_of(word[1]);
        r->path->exit = at(r, word[2]);
    } else if (g_str_equal(word[0], "when")) {
        read_guard(r, word);
    } else if (g_str_equal(word[0], "get") || g_str_equal(word[0], "put")) {
        read_effect(r, word, n);
    } else if (g_str_equal(word[0], "use")) {
        read_other_effect(r, word, HC_EFFECT_USE);
    } else if (g_str_equal(word[0], "give")) {
        read_other_effect(r, word, HC_EFFECT_GIVE_UP);
    } else if (g_str_equal(word[0], "register")) {
        read_other_effect(r, word, HC_EFFECT_REGISTER);
    } else if (g_str_equal(word[0], "write")) {
        read_write(r, word);
    } else if (g_str_equal(word[0], "calls")) {
        read_call(r, word, n);
    } else if (g_str_equal(word[0], "given") ||
               g_str_equal(word[0], "found")) {
        read_memory(r, word);
    } else if (g_str_equal(word[0], "result")) {
        r->path->result = script_term(r->summary, word[1]);
    } else {
        g_error("no such line: '%s'", word[0]);
    }
}

HcSummary *script_summary(const char *unit, const char *text)
{
    Reader r = { .summary = hc_summary_new(unit), .unit = unit };
    g_auto(GStrv) lines = g_strsplit_set(text, "\n;", -1);
    guint i;

    for (i = 0; lines[i]; i++) {
        g_auto(GStrv) parts = g_strsplit(g_strstrip(lines[i]), " ", -1);
        g_autoptr(GPtrArray) words = g_ptr_array_new();
        guint k;

        for (k = 0; parts[k]; k++) {
            if (*parts[k]) {
                g_ptr_array_add(words, parts[k]);
            }
        }
        if (words->len) {
            read_line(&r, (char **)words->pdata, words->len);
        }
    }
    hc_summary_finish(r.summary);
    return r.summary;
}

/* Results. */

static char *render(HcPairing *pairing)
{
    GString *out = g_string_new(NULL);
    guint i, k;

    for (i = 0; i < pairing->findings->len; i++) {
        HcFinding *finding = g_ptr_array_index(pairing->findings, i);
        g_autofree char *text = hc_finding_text(finding);

        g_string_append_printf(
            out, "%u: %s [%s]\n", finding->place.line, text,
            hc_rule_name(hc_message_rule(finding->message)));
        for (k = 0; k < finding->notes->len; k++) {
            HcFindingNote *note = g_ptr_array_index(finding->notes, k);
            g_autofree char *said = hc_note_text(note);

            g_string_append_printf(out, "  %u: %s\n", note->place.line, said);
        }
    }
    for (i = 0; i < HC_SILENCE_COUNT; i++) {
        if (pairing->silences[i]) {
            g_string_append_printf(out, "silent: %s %u\n", hc_silence_name(i),
                                   pairing->silences[i]);
        }
    }
    return g_string_free(out, FALSE);
}

static char *pair(HcSummary **summaries, guint n, gboolean whole_program)
{
    g_autofree char *message = NULL;
    HcContract *contract = hc_contract_load(NULL, &message);
    HcPairing *pairing;
    char *text;
    guint i;

    g_assert_nonnull(contract);
    pairing = hc_pair(contract, summaries, n, whole_program);
    for (i = 0; i < n; i++) {
        hc_summary_free(summaries[i]);
    }
    /* Findings must not need the summaries any more. */
    text = render(pairing);
    hc_pairing_free(pairing);
    hc_contract_free(contract);
    return text;
}

char *script_pair(const char *text, gboolean whole_program)
{
    HcSummary *summary = script_summary("a.c", text);

    return pair(&summary, 1, whole_program);
}

char *script_pair_two(const char *one, const char *two,
                      gboolean whole_program)
{
    HcSummary *summaries[] = {
        script_summary("a.c", one), script_summary("b.c", two),
    };

    return pair(summaries, 2, whole_program);
}

void script_check(const char *file, int line, const char *text,
                  const char *expected, gboolean whole_program)
{
    g_autofree char *first = script_pair(text, whole_program);
    g_autofree char *second = script_pair(text, whole_program);

    if (!g_str_equal(first, expected)) {
        g_printerr("%s:%d: expected:\n%sgot:\n%s", file, line, expected,
                   first);
        g_test_fail();
    }
    g_assert_cmpstr(first, ==, second);
}
