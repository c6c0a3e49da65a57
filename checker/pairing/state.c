/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/state.h"

#include "pairing/expression.h"
#include "summary/term.h"

void hc_frame_init(HcFrame *frame, const HcFrame *before, HcScope *scope,
                   const HcSummary *unit, guint step, const HcTerm *self)
{
    *frame = (HcFrame) {
        .before = before,
        .scope = scope,
        .unit = unit,
        .step = step,
        .self = self,
        .doubt = before ? before->doubt : HC_SURE,
        .assumes = before && before->assumes,
    };
}

void hc_frame_clear(HcFrame *frame)
{
    g_clear_pointer(&frame->memory, g_array_unref);
    g_clear_pointer(&frame->known, g_ptr_array_unref);
}

static HcSummary *pool(const HcFrame *frame)
{
    return frame->scope->program->pool;
}

const HcTerm *hc_pool_int(HcProgram *program, gint64 value)
{
    return hc_summary_term(program->pool, HC_TERM_INT, value, NULL, NULL, 0);
}

/* "2.f1.v7": unknown to step 2 alone.  "2!...": not to be related at all. */
static const HcTerm *fresh(const HcFrame *frame, char mark, const char *id)
{
    g_autofree char *text = g_strdup_printf("%u%c%s", frame->step, mark, id);

    return hc_summary_term(pool(frame), HC_TERM_UNKNOWN, 0, text, NULL, 0);
}

static const HcTerm *fresh_place(const HcFrame *frame, const HcTerm *place)
{
    g_autofree char *id = g_strdup_printf("@%u", place->id);

    return fresh(frame, '!', id);
}

gboolean hc_term_is_vague(const HcTerm *term)
{
    guint i;

    if (term->kind == HC_TERM_UNKNOWN) {
        return TRUE;
    }
    if ((term->kind == HC_TERM_LOAD || term->kind == HC_TERM_ADDR) &&
        strchr(term->text, '#')) {
        return TRUE;
    }
    for (i = 0; i < term->n_args; i++) {
        if (hc_term_is_vague(term->args[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_term_is_foreign(const HcTerm *term, guint step)
{
    guint i;

    if (term->kind == HC_TERM_UNKNOWN) {
        char *end;

        return strtoul(term->text, &end, 10) != step || *end == '!';
    }
    if ((term->kind == HC_TERM_LOAD || term->kind == HC_TERM_ADDR) &&
        strchr(term->text, '#')) {
        return TRUE;
    }
    for (i = 0; i < term->n_args; i++) {
        if (hc_term_is_foreign(term->args[i], step)) {
            return TRUE;
        }
    }
    return FALSE;
}

static const HcTerm *root(const HcTerm *term)
{
    while (term->kind == HC_TERM_LOAD || term->kind == HC_TERM_ADDR) {
        term = term->args[0];
    }
    return term;
}

static HcMemory *memory_at(const HcFrame *frame, guint i)
{
    return frame->memory && i < frame->memory->len
           ? &g_array_index(frame->memory, HcMemory, i) : NULL;
}

static HcMemory *find_memory(const HcFrame *frame, const HcTerm *place)
{
    HcMemory *memory;
    guint i;

    for (i = 0; (memory = memory_at(frame, i)); i++) {
        if (memory->place == place) {
            return memory;
        }
    }
    return NULL;
}

/* Whether a write to @written may have changed what is read at @place, if one
 * of the two is vague. */
static gboolean may_alias(const HcTerm *written, const HcTerm *place)
{
    g_autofree char *a = hc_last_field(written->text);
    g_autofree char *b = hc_last_field(place->text);

    return g_str_equal(a, b);
}

/* The newest value written to @place; NULL if it was not written. */
static const HcTerm *written_value(const HcFrame *frame, const HcTerm *place)
{
    gboolean vague = hc_term_is_vague(place);
    const HcFrame *f;
    guint i;

    for (f = frame->before; f; f = f->before) {
        const HcMemory *memory = find_memory(f, place);

        if (memory) {
            return memory->value;
        }
        for (i = 0; (memory = memory_at(f, i)); i++) {
            if ((vague || memory->vague) && may_alias(memory->place, place)) {
                return fresh_place(frame, place);
            }
        }
    }
    return NULL;
}

/* What @place, which no frame wrote, held at the very beginning. */
static const HcTerm *first_value(const HcFrame *frame, const HcTerm *place,
                                 HcReading reading)
{
    const HcTerm *base = place->args[0];
    HcProgram *program = frame->scope->program;

    if (base->kind == HC_TERM_HEAP && base->value) {
        return hc_pool_int(program, 0);
    }
    if (base->kind == HC_TERM_SELF && frame->scope->is_new && *place->text &&
        hc_scope_field(frame->scope, place->text, FALSE) & HC_FIELD_NEVER) {
        return hc_pool_int(program, 0);
    }
    if (reading == HC_READ_CONFIG) {
        return place;
    }
    if (base->kind == HC_TERM_SELF && frame->scope->is_new &&
        hc_scope_field(frame->scope, place->text, FALSE) & HC_FIELD_ZERO) {
        /* QOM hands out zeroed memory. */
        return hc_pool_int(program, 0);
    }
    if (root(place)->kind == HC_TERM_HEAP) {
        /* Made by a composed function, but its writes were lost. */
        return fresh_place(frame, place);
    }
    if (base->kind == HC_TERM_GLOBAL && frame->step > 0) {
        return fresh_place(frame, place);
    }
    return place;
}

/* Whether a slot that ran since the acquire path left there what it was given.
 * It cannot have run where the acquire path failed or never ran. */
static gboolean was_given(const HcFrame *frame, const HcTerm *place)
{
    const HcPath *path = frame->scope->path;

    return frame->step > 0 && path && path->outcome == HC_OUTCOME_SUCCESS &&
           place->args[0]->kind == HC_TERM_SELF && *place->text &&
           hc_scope_field(frame->scope, place->text, FALSE) & HC_FIELD_GIVEN;
}

static const HcTerm *load(const HcFrame *frame, const HcTerm *place,
                          HcReading reading)
{
    const HcTerm *value;
    gboolean own;

    if (place->kind != HC_TERM_LOAD) {
        return place;
    }
    if (place->args[0]->kind == HC_TERM_INT) {
        /* Through NULL: the path would have ended before. */
        return fresh_place(frame, place);
    }
    value = written_value(frame, place);
    own = value != NULL;
    if (value && value->kind == HC_TERM_INT && reading == HC_READ_CONFIG &&
        frame->step > 0 && *place->text &&
        hc_scope_field(frame->scope, place->text, FALSE) &
        (HC_FIELD_CHANGES | HC_FIELD_WRITTEN)) {
        /* NULL then; whoever else writes it has its reasons. */
        return fresh_place(frame, place);
    }
    if (reading == HC_READ_NOW && frame->step > 0 &&
        (!*place->text ? !own && place->args[0]->kind != HC_TERM_GLOBAL
                       : hc_scope_field(frame->scope, place->text, own) &
                         HC_FIELD_CHANGES)) {
        return fresh_place(frame, place);
    }
    if (!value && reading == HC_READ_NOW && was_given(frame, place)) {
        /* Another value than at the beginning, and any. */
        return hc_summary_term(pool(frame), HC_TERM_LOAD, 0, "", &place, 1);
    }
    return value ? value : first_value(frame, place, reading);
}

typedef struct IndexReading {
    const HcFrame *frame;
    HcReading reading;
} IndexReading;

static const HcTerm *index_of(guint id, gpointer opaque)
{
    const IndexReading *at = opaque;
    const HcTerm *index = hc_program_term(at->frame->scope->program,
                                          at->frame->unit, id);
    g_autofree char *text = NULL;

    if (index) {
        return hc_frame_resolve(at->frame, index, at->reading);
    }
    text = g_strdup_printf("#%u", id);
    return fresh(at->frame, '!', text);
}

static const HcTerm *place_term(const HcFrame *frame, HcTermKind kind,
                                const HcTerm *base, const char *field,
                                HcReading reading)
{
    g_autofree char *resolved = NULL;

    if (strchr(field, '#')) {
        IndexReading at = { frame, reading };

        resolved = hc_field_with_indices(field, index_of, &at);
        field = resolved;
    }
    return hc_summary_term(pool(frame), kind, 0, field, &base, 1);
}

static const HcTerm *with_args(const HcFrame *frame, const HcTerm *term,
                               HcReading reading)
{
    g_autofree const HcTerm **args = g_new(const HcTerm *, term->n_args + 1);
    guint i;

    for (i = 0; i < term->n_args; i++) {
        args[i] = hc_frame_resolve(frame, term->args[i], reading);
    }
    term = hc_summary_term_like(pool(frame), term, args);
    return term->kind == HC_TERM_EXPR
           ? hc_expression_fold(frame->scope->program, term) : term;
}

const HcTerm *hc_frame_resolve(const HcFrame *frame, const HcTerm *term,
                               HcReading reading)
{
    g_autofree char *text = NULL;
    const HcTerm *base;

    switch (term->kind) {
    case HC_TERM_UNKNOWN:
        return fresh(frame, '.', term->text);
    case HC_TERM_HEAP:
        text = g_strdup_printf("%u.%s", frame->step, term->text);
        return hc_summary_term(pool(frame), HC_TERM_HEAP, term->value, text,
                               NULL, 0);
    case HC_TERM_SELF:
        return frame->self;
    case HC_TERM_PARAM:
        if (frame->step == 0) {
            break;
        }
        /* Another call, another argument. */
        text = g_strdup_printf("param%" G_GINT64_FORMAT, term->value);
        return fresh(frame, '.', text);
    case HC_TERM_LOAD:
    case HC_TERM_ADDR:
        base = hc_frame_resolve(frame, term->args[0], reading);
        base = strchr(term->text, '#')
               ? place_term(frame, term->kind, base, term->text, reading)
               : hc_summary_term_like(pool(frame), term, &base);
        return term->kind == HC_TERM_LOAD ? load(frame, base, reading) : base;
    case HC_TERM_GLOBAL:
        if (term->value == 1) {
            /* Static: another file's of that name is another one. */
            text = g_strdup_printf("%s:%s", frame->unit->unit, term->text);
            return hc_summary_term(pool(frame), HC_TERM_GLOBAL, 1, text,
                                   NULL, 0);
        }
        if (term->value == 2) {
            return hc_summary_term(pool(frame), HC_TERM_GLOBAL, 1, term->text,
                                   NULL, 0);
        }
        break;
    default:
        break;
    }
    return with_args(frame, term, reading);
}

void hc_frame_write(HcFrame *frame, const HcPath *path)
{
    guint i;

    if (path->writes->len && !frame->memory) {
        frame->memory = g_array_sized_new(FALSE, FALSE, sizeof(HcMemory),
                                          path->writes->len);
    }
    for (i = 0; i < path->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(path->writes, i);
        const HcTerm *base = hc_frame_resolve(frame, write->base,
                                              HC_READ_CONFIG);
        const HcTerm *place = place_term(frame, HC_TERM_LOAD, base,
                                         write->field, HC_READ_CONFIG);
        /* A pointer stays what it was; a count is what it is by now. */
        const HcTerm *value = hc_frame_resolve(
            frame, write->value, write->value->kind == HC_TERM_EXPR
                                 ? HC_READ_NOW : HC_READ_CONFIG);
        HcMemory *known = find_memory(frame, place);
        HcMemory memory = { place, value, hc_term_is_vague(place) };

        if (known) {
            known->value = value;
        } else {
            g_array_append_val(frame->memory, memory);
        }
    }
}

static gboolean is_within(const HcTerm *owner, const HcTerm *value)
{
    guint i;

    if (owner == value) {
        return TRUE;
    }
    for (i = 0; i < value->n_args; i++) {
        if (is_within(owner, value->args[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean reaches(const HcFrame *frame, const HcTerm *owner,
                        const HcTerm *value, guint depth)
{
    const HcMemory *memory;
    const HcFrame *f;
    guint i;

    if (is_within(owner, value)) {
        return TRUE;
    }
    for (f = frame->before; f && depth; f = f->before) {
        for (i = 0; (memory = memory_at(f, i)); i++) {
            if (is_within(owner, memory->place) &&
                (memory->value == value ||
                 (memory->value->kind == HC_TERM_HEAP &&
                  reaches(frame, memory->value, value, depth - 1)))) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

gboolean hc_frame_reaches(const HcFrame *frame, const HcTerm *owner,
                          const HcTerm *value)
{
    return reaches(frame, owner, value, 3);
}
