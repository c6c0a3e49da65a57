/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether two terms have the same value.  HC_DIFFERENT makes a warning, so
 * it is said only of what a maintainer would call different, too.
 */
#include "summary/summary.h"

#define PATH "path"     /* APP: canonical QOM path of args[0] */
#define COMPONENT "component" /* APP: the last step of it */
#define FORMAT "format" /* APP: pieces in order: literals, names, and
                         * "%d"(value) for what is not a string */

/* A name is literal text and holes that are filled at run time. */
typedef struct Piece {
    char *literal;      /* NULL for a hole */
    const HcTerm *hole;
    const char *spec;   /* "%s", "%d" */
} Piece;

static void piece_clear(gpointer data)
{
    Piece *piece = data;

    g_free(piece->literal);
}

static void add_literal(GArray *pieces, const char *text, gsize length)
{
    Piece piece = { 0 };

    if (!length) {
        return;
    }
    if (pieces->len) {
        Piece *last = &g_array_index(pieces, Piece, pieces->len - 1);

        if (last->literal) {
            g_autofree char *old = last->literal;

            last->literal = g_strdup_printf("%s%.*s", old, (int)length, text);
            return;
        }
    }
    piece.literal = g_strndup(text, length);
    g_array_append_val(pieces, piece);
}

static void add_hole(GArray *pieces, const HcTerm *term, const char *spec)
{
    Piece piece = { .hole = term, .spec = spec };

    g_array_append_val(pieces, piece);
}

static gboolean is_app(const HcTerm *term, const char *function)
{
    return term->kind == HC_TERM_APP && g_str_equal(term->text, function);
}

static void flatten(GArray *pieces, const HcTerm *term)
{
    guint i;

    if (term->kind == HC_TERM_STRING) {
        add_literal(pieces, term->text, strlen(term->text));
    } else if (is_app(term, FORMAT)) {
        for (i = 0; i < term->n_args; i++) {
            flatten(pieces, term->args[i]);
        }
    } else if (term->kind == HC_TERM_APP && term->text[0] == '%' &&
               term->n_args == 1) {
        add_hole(pieces, term->args[0], term->text);
    } else {
        add_hole(pieces, term, "%s");
    }
}

static HcRelation compare_places(const HcTerm *a, const HcTerm *b)
{
    HcRelation bases;

    if (a->args[0] == b->args[0]) {
        /* "vq[#7]", an index that is a term, could be any of them. */
        if (strchr(a->text, '#') || strchr(b->text, '#')) {
            return HC_UNKNOWN;
        }
        return HC_DIFFERENT;
    }
    if (!g_str_equal(a->text, b->text)) {
        return HC_UNKNOWN;
    }
    bases = hc_term_compare_objects(a->args[0], b->args[0]);
    return bases == HC_DIFFERENT ? HC_DIFFERENT : HC_UNKNOWN;
}

static gboolean existed_before(const HcTerm *term)
{
    switch (term->kind) {
    case HC_TERM_SELF:
    case HC_TERM_PARAM:
    case HC_TERM_GLOBAL:
    case HC_TERM_STRING:
    case HC_TERM_INT:
        return TRUE;
    case HC_TERM_LOAD:
    case HC_TERM_ADDR:
        return existed_before(term->args[0]);
    default:
        return FALSE;
    }
}

static HcRelation known_unequal(gboolean known)
{
    return known ? HC_DIFFERENT : HC_UNKNOWN;
}

HcRelation hc_term_compare_objects(const HcTerm *a, const HcTerm *b)
{
    if (a == b) {
        return HC_EQUAL;
    }
    if (!a || !b || a->kind == HC_TERM_UNKNOWN || b->kind == HC_TERM_UNKNOWN) {
        return HC_UNKNOWN;
    }
    if (a->kind > b->kind) {
        return hc_term_compare_objects(b, a);
    }
    if (b->kind == HC_TERM_HEAP) {
        return known_unequal(a->kind == HC_TERM_HEAP || existed_before(a));
    }
    if (a->kind == HC_TERM_HEAP) {
        return known_unequal(existed_before(b) ||
                             (b->kind == HC_TERM_ADDR &&
                              b->args[0]->kind == HC_TERM_HEAP &&
                              b->args[0] != a));
    }
    if (a->kind == HC_TERM_INT) {
        /* NULL is no object. */
        return known_unequal(b->kind == HC_TERM_INT ||
                             (a->value == 0 && b->kind != HC_TERM_LOAD &&
                              b->kind != HC_TERM_PARAM &&
                              b->kind != HC_TERM_EXPR));
    }
    if ((a->kind == HC_TERM_SELF || a->kind == HC_TERM_PARAM) &&
        b->kind == HC_TERM_PARAM) {
        /* Nobody passes one object as two parameters of this kind. */
        return HC_DIFFERENT;
    }
    if (a->kind != b->kind) {
        return HC_UNKNOWN;
    }
    switch (a->kind) {
    case HC_TERM_GLOBAL:
        return HC_DIFFERENT;
    case HC_TERM_LOAD:
    case HC_TERM_ADDR:
        return compare_places(a, b);
    default:
        return HC_UNKNOWN;
    }
}

/* "i + 1" is "i" and 1. */
static const HcTerm *without_offset(const HcTerm *term, gint64 *offset)
{
    *offset = 0;
    if (term->kind == HC_TERM_EXPR && term->n_args == 2 &&
        term->args[1]->kind == HC_TERM_INT &&
        (g_str_equal(term->text, "+") || g_str_equal(term->text, "-"))) {
        *offset = *term->text == '+' ? term->args[1]->value
                                     : -term->args[1]->value;
        return term->args[0];
    }
    return term;
}

/* Two numbers, written out in one way. */
static HcRelation compare_numbers(const HcTerm *a, const HcTerm *b,
                                  const char *spec)
{
    gint64 x, y;
    const HcTerm *from = without_offset(a, &x);

    if (a->kind == HC_TERM_INT && b->kind == HC_TERM_INT) {
        return HC_DIFFERENT;
    }
    /* Near enough to differ in whatever width they are written. */
    return known_unequal(from == without_offset(b, &y) && x != y &&
                         ABS(x - y) < 128 && !g_str_has_suffix(spec, "c"));
}

static HcRelation compare_holes(const Piece *a, const Piece *b)
{
    const HcTerm *x = a->hole, *y = b->hole;
    gboolean strings = g_str_equal(a->spec, "%s");

    if (!g_str_equal(a->spec, b->spec)) {
        return HC_UNKNOWN;
    }
    if (x == y) {
        return HC_EQUAL;
    }
    if (!strings) {
        return compare_numbers(x, y, a->spec);
    }
    if (is_app(x, PATH) && is_app(y, PATH)) {
        return hc_term_compare_objects(x->args[0], y->args[0]);
    }
    if ((is_app(x, PATH) && y->kind == HC_TERM_LOAD) ||
        (is_app(y, PATH) && x->kind == HC_TERM_LOAD)) {
        /* dev->canonical_path may well be the path. */
        return known_unequal(!strstr((x->kind == HC_TERM_LOAD ? x : y)->text,
                                     "path"));
    }
    if (x->kind == HC_TERM_LOAD && y->kind == HC_TERM_LOAD &&
        x->args[0] == y->args[0]) {
        /* The id of one device may read like the id of another. */
        return compare_places(x, y);
    }
    return HC_UNKNOWN;
}

static gboolean null_against_name(const HcTerm *null, const HcTerm *name)
{
    return null->kind == HC_TERM_INT && null->value == 0 &&
           (name->kind == HC_TERM_STRING || name->kind == HC_TERM_APP);
}

static HcRelation compare_pieces(const Piece *a, const Piece *b)
{
    if (a->literal && b->literal) {
        return g_str_equal(a->literal, b->literal) ? HC_EQUAL : HC_DIFFERENT;
    }
    if (a->literal || b->literal) {
        return HC_UNKNOWN;
    }
    return compare_holes(a, b);
}

/* First pieces: text that begins unlike is unlike, whatever follows. */
static gboolean begin_unlike(const Piece *a, const Piece *b)
{
    gsize length;

    if (a->literal && b->literal) {
        length = MIN(strlen(a->literal), strlen(b->literal));
        return strncmp(a->literal, b->literal, length) != 0;
    }
    if (b->literal || (b->hole && is_app(b->hole, COMPONENT))) {
        return (a->literal || !is_app(a->hole, COMPONENT)) &&
               begin_unlike(b, a);
    }
    /* A canonical path begins with a slash. */
    return b->hole && is_app(b->hole, PATH) &&
           (a->literal ? a->literal[0] != '/' : is_app(a->hole, COMPONENT));
}

static gboolean end_unlike(const Piece *a, const Piece *b)
{
    gsize x, y, length;

    if (!a->literal || !b->literal) {
        return FALSE;
    }
    x = strlen(a->literal);
    y = strlen(b->literal);
    length = MIN(x, y);
    return memcmp(a->literal + x - length, b->literal + y - length,
                  length) != 0;
}

/* Same holes in the same order, but not as much text around them. */
static gboolean lengths_unlike(const GArray *a, const GArray *b)
{
    gsize x = 0, y = 0;
    guint i = 0, k = 0;

    for (;;) {
        for (; i < a->len && g_array_index(a, Piece, i).literal; i++) {
            x += strlen(g_array_index(a, Piece, i).literal);
        }
        for (; k < b->len && g_array_index(b, Piece, k).literal; k++) {
            y += strlen(g_array_index(b, Piece, k).literal);
        }
        if (i == a->len || k == b->len) {
            return i == a->len && k == b->len && x != y;
        }
        if (compare_holes(&g_array_index(a, Piece, i++),
                          &g_array_index(b, Piece, k++)) != HC_EQUAL) {
            return FALSE;
        }
    }
}

static HcRelation compare_lists(const GArray *a, const GArray *b)
{
    guint i, different = 0, unknown = 0;

    if (a->len == 0 && b->len == 0) {
        return HC_EQUAL;
    }
    if (a->len == 0 || b->len == 0) {
        const GArray *full = a->len ? a : b;

        /* "" against something with text in it. */
        for (i = 0; i < full->len; i++) {
            different += g_array_index(full, Piece, i).literal != NULL;
        }
        return known_unequal(different != 0);
    }
    if (begin_unlike(&g_array_index(a, Piece, 0),
                     &g_array_index(b, Piece, 0)) ||
        end_unlike(&g_array_index(a, Piece, a->len - 1),
                   &g_array_index(b, Piece, b->len - 1)) ||
        lengths_unlike(a, b)) {
        return HC_DIFFERENT;
    }
    if (a->len != b->len) {
        return HC_UNKNOWN;
    }
    for (i = 0; i < a->len; i++) {
        HcRelation one = compare_pieces(&g_array_index(a, Piece, i),
                                        &g_array_index(b, Piece, i));

        different += one == HC_DIFFERENT;
        unknown += one == HC_UNKNOWN;
    }
    if (unknown) {
        return HC_UNKNOWN;
    }
    /* Two that differ can make up for each other: "a" "bc", "ab" "c". */
    return different == 0 ? HC_EQUAL : known_unequal(different == 1);
}

HcRelation hc_term_compare_names(const HcTerm *a, const HcTerm *b)
{
    g_autoptr(GArray) x = NULL;
    g_autoptr(GArray) y = NULL;

    if (a == b) {
        return HC_EQUAL;
    }
    if (!a || !b || a->kind == HC_TERM_UNKNOWN || b->kind == HC_TERM_UNKNOWN) {
        return HC_UNKNOWN;
    }
    if (null_against_name(a, b) || null_against_name(b, a)) {
        return HC_DIFFERENT;
    }
    x = g_array_new(FALSE, FALSE, sizeof(Piece));
    y = g_array_new(FALSE, FALSE, sizeof(Piece));
    g_array_set_clear_func(x, piece_clear);
    g_array_set_clear_func(y, piece_clear);
    flatten(x, a);
    flatten(y, b);
    return compare_lists(x, y);
}
