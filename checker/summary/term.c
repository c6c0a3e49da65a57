/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Terms: interning, order and text.
 */
#include "summary/term.h"

static guint term_hash(gconstpointer key)
{
    const HcTerm *term = key;
    guint i, hash = term->kind * 31 + (guint)term->value;

    /* Arguments are interned: the address is the identity.  So is the text,
     * but only of what is in the table: what is asked for need not be. */
    hash = hash * 31 + term->hash;
    for (i = 0; i < term->n_args; i++) {
        hash = hash * 31 + g_direct_hash(term->args[i]);
    }
    return hash;
}

static gboolean term_equal(gconstpointer a, gconstpointer b)
{
    const HcTerm *x = a, *y = b;
    guint i;

    if (x->kind != y->kind || x->value != y->value || x->hash != y->hash ||
        x->n_args != y->n_args) {
        return FALSE;
    }
    for (i = 0; i < x->n_args; i++) {
        if (x->args[i] != y->args[i]) {
            return FALSE;
        }
    }
    return g_str_equal(x->text, y->text);
}

GHashTable *hc_term_table_new(void)
{
    return g_hash_table_new_full(term_hash, term_equal, NULL, g_free);
}

char *hc_field_join(const char *outer, const char *inner)
{
    if (!*outer || !*inner || *inner == '[') {
        return g_strconcat(outer, inner, NULL);
    }
    return g_strconcat(outer, ".", inner, NULL);
}

/* @shape: the term but for its arguments; its text is copied. */
static const HcTerm *intern(HcSummary *summary, const HcTerm *shape,
                            const HcTerm *const *args)
{
    guint n_args = shape->n_args;
    HcTerm key = *shape;
    HcTerm *term;

    /*
     * "&s->conf" then "->iothread" is the same place as "s->conf.iothread".
     * One spelling for both, or no two functions would agree on it.
     */
    if ((key.kind == HC_TERM_LOAD || key.kind == HC_TERM_ADDR) &&
        n_args == 1 && args[0]->kind == HC_TERM_ADDR) {
        g_autofree char *joined = hc_field_join(args[0]->text, key.text);

        return hc_summary_term(summary, key.kind, key.value, joined,
                               &args[0]->args[0], 1);
    }
    if (key.kind == HC_TERM_ADDR && n_args == 1 && !*key.text) {
        return args[0];
    }

    key.args = (const HcTerm **)args;
    term = g_hash_table_lookup(summary->terms, &key);
    if (term) {
        return term;
    }
    /* One block: there are many, and they go together. */
    term = g_malloc(sizeof(*term) + n_args * sizeof(*args));
    *term = key;
    term->text = (char *)hc_summary_string(summary, key.text);
    term->id = summary->next_term++;
    term->args = NULL;
    if (n_args) {
        term->args = (const HcTerm **)(term + 1);
        memcpy(term->args, args, n_args * sizeof(*args));
    }
    g_hash_table_add(summary->terms, term);
    return term;
}

const HcTerm *hc_summary_term(HcSummary *summary, HcTermKind kind,
                              gint64 value, const char *text,
                              const HcTerm *const *args, guint n_args)
{
    HcTerm shape = {
        .kind = kind,
        .value = value,
        .text = (char *)(text ? text : ""),
        .n_args = n_args,
    };

    shape.hash = g_str_hash(shape.text);
    return intern(summary, &shape, args);
}

const HcTerm *hc_summary_term_like(HcSummary *summary, const HcTerm *term,
                                   const HcTerm *const *args)
{
    return intern(summary, term, args);
}

int hc_term_order(const HcTerm *a, const HcTerm *b)
{
    guint i;
    int order;

    if (a == b) {
        return 0;
    }
    if (!a || !b) {
        return a ? 1 : -1;
    }
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    if (a->value != b->value) {
        return a->value < b->value ? -1 : 1;
    }
    for (i = 0; i < a->n_args && i < b->n_args; i++) {
        order = hc_term_order(a->args[i], b->args[i]);
        if (order) {
            return order;
        }
    }
    if (a->n_args != b->n_args) {
        return a->n_args < b->n_args ? -1 : 1;
    }
    return strcmp(a->text, b->text);
}

int hc_place_compare(const HcPlace *a, const HcPlace *b)
{
    int order = g_strcmp0(a->file, b->file);

    if (order) {
        return order;
    }
    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    if (a->column != b->column) {
        return a->column < b->column ? -1 : 1;
    }
    return 0;
}

guint hc_place_hash(gconstpointer key)
{
    const HcPlace *place = key;

    return (g_str_hash(place->file ? place->file : "") * 31 + place->line) *
           31 + place->column;
}

gboolean hc_place_equal(gconstpointer a, gconstpointer b)
{
    const HcPlace *x = a, *y = b;

    return x->line == y->line && x->column == y->column &&
           g_strcmp0(x->file, y->file) == 0;
}

gboolean hc_place_is_known(const HcPlace *place)
{
    return place->file && *place->file && place->line;
}

static void append_term(GString *out, const HcTerm *term);

static void append_place(GString *out, const HcTerm *term)
{
    const HcTerm *base = term->args[0];

    if (base->kind == HC_TERM_GLOBAL) {
        g_string_append(out, base->text);
        if (*term->text && *term->text != '[') {
            g_string_append_c(out, '.');
        }
        g_string_append(out, term->text);
    } else if (*term->text) {
        append_term(out, base);
        g_string_append(out, "->");
        g_string_append(out, term->text);
    } else {
        g_string_append_c(out, '*');
        append_term(out, base);
    }
}

static void append_args(GString *out, const HcTerm *term, const char *between)
{
    guint i;

    g_string_append_c(out, '(');
    for (i = 0; i < term->n_args; i++) {
        if (i) {
            g_string_append(out, between);
        }
        append_term(out, term->args[i]);
    }
    g_string_append_c(out, ')');
}

static void append_term(GString *out, const HcTerm *term)
{
    g_autofree char *escaped = NULL;
    g_autofree char *between = NULL;

    switch (term->kind) {
    case HC_TERM_UNKNOWN:
        g_string_append_c(out, '?');
        g_string_append(out, term->text);
        break;
    case HC_TERM_INT:
        g_string_append_printf(out, "%" G_GINT64_FORMAT, term->value);
        break;
    case HC_TERM_STRING:
        escaped = g_strescape(term->text, NULL);
        g_string_append_printf(out, "\"%s\"", escaped);
        break;
    case HC_TERM_SELF:
        g_string_append(out, "self");
        break;
    case HC_TERM_PARAM:
        g_string_append_printf(out, "param%" G_GINT64_FORMAT, term->value);
        break;
    case HC_TERM_GLOBAL:
        g_string_append_c(out, '&');
        g_string_append(out, term->text);
        break;
    case HC_TERM_HEAP:
        g_string_append(out, "heap:");
        g_string_append(out, term->text);
        break;
    case HC_TERM_LOAD:
        append_place(out, term);
        break;
    case HC_TERM_ADDR:
        g_string_append_c(out, '&');
        append_place(out, term);
        break;
    case HC_TERM_APP:
        g_string_append(out, term->text);
        append_args(out, term, ", ");
        break;
    case HC_TERM_EXPR:
        if (term->n_args == 2) {
            between = g_strdup_printf(" %s ", term->text);
        } else {
            g_string_append(out, term->text);
        }
        append_args(out, term, between ? between : ", ");
        break;
    }
}

void hc_term_append(GString *out, const HcTerm *term)
{
    if (term) {
        append_term(out, term);
    } else {
        g_string_append(out, "none");
    }
}

char *hc_term_text(const HcTerm *term)
{
    GString *out = g_string_new(NULL);

    hc_term_append(out, term);
    return g_string_free(out, FALSE);
}

GPtrArray *hc_terms_by_id(const HcSummary *summary)
{
    GPtrArray *terms = g_ptr_array_new();
    GHashTableIter iter;
    gpointer term;

    g_ptr_array_set_size(terms, summary->next_term);
    g_hash_table_iter_init(&iter, summary->terms);
    while (g_hash_table_iter_next(&iter, &term, NULL)) {
        terms->pdata[((HcTerm *)term)->id] = term;
    }
    return terms;
}

char *hc_field_with_indices(const char *field, HcIndexFn index,
                            gpointer opaque)
{
    GString *out = g_string_new(NULL);

    while (*field) {
        gsize text = strcspn(field, "#");
        const HcTerm *term;
        char *end;

        g_string_append_len(out, field, text);
        field += text;
        if (!*field) {
            break;
        }
        term = index(strtoul(field + 1, &end, 10), opaque);
        if (!term) {
            g_string_append_c(out, '?');
        } else if (term->kind == HC_TERM_INT) {
            g_string_append_printf(out, "%" G_GINT64_FORMAT, term->value);
        } else {
            g_string_append_printf(out, "#%u", term->id);
        }
        field = end;
    }
    return g_string_free(out, FALSE);
}

gboolean hc_term_is_given(const HcTerm *term)
{
    guint i;

    switch (term->kind) {
    case HC_TERM_SELF:
    case HC_TERM_PARAM:
    case HC_TERM_STRING:
        return TRUE;
    case HC_TERM_APP:
        for (i = 0; i < term->n_args; i++) {
            if (!hc_term_is_given(term->args[i])) {
                return FALSE;
            }
        }
        return TRUE;
    default:
        return FALSE;
    }
}
