/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/lifecycle.h"

#include "pairing/stray.h"
#include "pairing/verdict.h"

/* Paths tried for one acquire slot; a function whose loops and branches come
 * to more is judged by what was seen until then. */
#define BUDGET 60000

static gboolean is_driver_by_call(const HcLifeCycle *cycle)
{
    return g_str_has_suffix(cycle->acquire, ".()");
}

/* The slot of @group; where it is set twice, the last assignment stands. */
static const HcSlot *find_slot(const HcSummary *unit, const char *group,
                               const char *name)
{
    guint i;

    for (i = unit->slots->len; i > 0; i--) {
        const HcSlot *slot = g_ptr_array_index(unit->slots, i - 1);

        if (g_str_equal(slot->group, group) && g_str_equal(slot->slot, name)) {
            return slot;
        }
    }
    return NULL;
}

static gboolean is_group(const HcSummary *unit, const char *name)
{
    guint i;

    for (i = 0; name && i < unit->slots->len; i++) {
        const HcSlot *slot = g_ptr_array_index(unit->slots, i);

        if (g_str_equal(slot->group, name)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether @path registers @group; @any: whether it registers any driver. */
static gboolean registers(const HcSummary *unit, const HcPath *path,
                          const char *group, gboolean *any)
{
    gboolean found = FALSE;
    guint i;

    *any = FALSE;
    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_REGISTER) {
            *any |= is_group(unit, effect->slot_function);
            found |= g_strcmp0(effect->slot_function, group) == 0;
        }
    }
    return found;
}

typedef struct Cycle {
    HcProgram *program;
    const HcSummary *unit;
    const HcLifeCycle *cycle;
    const HcSlot *slot;
    HcMember acquire;
    GPtrArray *strays;
    guint budget;
} Cycle;

typedef struct Sequence {
    GPtrArray *steps;   /* of HcStep; NULL: none found yet */
    HcScope *scope;     /* NULL: not needed yet */
    gboolean matters;   /* any of the steps does something to holds */
    HcCase c;
} Sequence;

static void sequence_init(Sequence *s, const Cycle *cycle,
                          const HcSequence *sequence)
{
    guint i;

    *s = (Sequence) {
        .steps = g_ptr_array_new_with_free_func(g_free),
        .c = { .acquire_slot = cycle->slot, .sequence = sequence },
    };
    for (i = 0; sequence && sequence->slots[i]; i++) {
        const HcSlot *slot = find_slot(cycle->unit, cycle->slot->group,
                                       sequence->slots[i]);
        HcMember member;
        HcStep *step;

        if (!slot) {
            continue;
        }
        if (!hc_program_find(cycle->program, cycle->unit, slot->function,
                             &member)) {
            /* g_free() and its like put nothing. */
            s->c.unseen |=
                !hc_contract_fact(cycle->program->contract, slot->function,
                                  HC_FACT_FREES) &&
                !hc_contract_fact(cycle->program->contract, slot->function,
                                  HC_FACT_HARMLESS);
            continue;
        }
        s->c.incomplete |= !member.function->complete;
        s->matters = s->matters || hc_member_matters(&member);
        step = g_new0(HcStep, 1);
        step->member = member;
        step->slot = slot;
        g_ptr_array_add(s->steps, step);
    }
}

static HcScope *scope_of(Sequence *s, const Cycle *cycle)
{
    HcScope *scope = s->scope;
    guint i;

    if (scope) {
        return scope;
    }
    scope = s->scope = hc_scope_new(cycle->program);
    /* What a function that registers a driver gets may be old. */
    scope->is_new = !is_driver_by_call(cycle->cycle);
    scope->group = cycle->slot->group;
    scope->slot = cycle->slot->slot;
    hc_scope_add_acquire(scope, &cycle->acquire);
    for (i = 0; i < s->steps->len; i++) {
        const HcStep *step = g_ptr_array_index(s->steps, i);

        hc_scope_add(scope, &step->member);
    }
    return scope;
}

static void sequence_clear(Sequence *s)
{
    g_clear_pointer(&s->steps, g_ptr_array_unref);
    g_clear_pointer(&s->scope, hc_scope_free);
}

static gboolean path_takes(const HcPath *path)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->kind == HC_EFFECT_ACQUIRE && !effect->matched) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Without a hold nothing can be joined, only judged. */
static gboolean is_wanted(const Cycle *cycle, const HcPath *path,
                          gboolean failed)
{
    return (path->outcome == HC_OUTCOME_FAILURE) == failed &&
           (cycle->program->judging || path_takes(path));
}

static void walk_one(Cycle *cycle, Sequence *s, const HcPath *path)
{
    HcProgram *program = cycle->program;

    if (!s->matters && !(path && hc_path_matters(path))) {
        /* Nothing is taken, and nothing put. */
        return;
    }
    if (!program->walk) {
        program->walk = hc_walk_new();
    }
    hc_walk_run(program->walk, scope_of(s, cycle), &cycle->acquire, path,
                s->steps, &cycle->budget);
    s->c.walk = program->walk;
    hc_judge(&s->c);
    hc_stray_add(&s->c, cycle->strays);
}

static gboolean same_slots(const HcSequence *a, const HcSequence *b)
{
    return a == b ||
           (a && b && g_strv_equal((const char *const *)a->slots,
                                   (const char *const *)b->slots));
}

/* Makes @s be of @sequence.  Most contracts say the same of a failure and of
 * an acquire slot that never ran. */
static void sequence_become(Sequence *s, const Cycle *cycle,
                            const HcSequence *sequence)
{
    if (s->steps && same_slots(s->c.sequence, sequence)) {
        s->c.sequence = sequence;
        return;
    }
    sequence_clear(s);
    sequence_init(s, cycle, sequence);
}

/* Each path of the acquire function with this outcome, then @sequence. */
static void walk_paths(Cycle *cycle, Sequence *s, const HcSequence *sequence,
                       gboolean failed)
{
    const GPtrArray *paths = cycle->acquire.function->paths;
    gboolean by_call = is_driver_by_call(cycle->cycle);
    guint i;

    for (i = 0; i < paths->len; i++) {
        const HcPath *path = g_ptr_array_index(paths, i);
        gboolean any, runs = !by_call;

        if (!is_wanted(cycle, path, failed)) {
            continue;
        }
        sequence_become(s, cycle, sequence);
        if (by_call) {
            runs = registers(cycle->unit, path, cycle->slot->group, &any);
        }
        if (runs) {
            walk_one(cycle, s, path);
        } else if (failed && !any) {
            /* It failed before it registered: none of the slots will run. */
            Sequence nothing;

            sequence_init(&nothing, cycle, NULL);
            walk_one(cycle, &nothing, path);
            sequence_clear(&nothing);
        }
    }
}

static gboolean takes(const HcFunction *function)
{
    guint i;

    for (i = 0; i < function->paths->len; i++) {
        if (path_takes(g_ptr_array_index(function->paths, i))) {
            return TRUE;
        }
    }
    return FALSE;
}

/* Whether there was anything to walk. */
static gboolean walk_cycle(Cycle *cycle)
{
    const HcLifeCycle *rules = cycle->cycle;
    g_autoptr(GPtrArray) strays = NULL;
    Sequence s = { 0 };
    guint i;

    if (!hc_program_find(cycle->program, cycle->unit, cycle->slot->function,
                         &cycle->acquire) ||
        !takes(cycle->acquire.function)) {
        return FALSE;
    }
    cycle->budget = BUDGET;
    cycle->strays = strays = g_ptr_array_new_with_free_func(hc_stray_free);
    for (i = 0; i < rules->success->len; i++) {
        walk_paths(cycle, &s, g_ptr_array_index(rules->success, i), FALSE);
    }
    for (i = 0; i < rules->failure->len; i++) {
        walk_paths(cycle, &s, g_ptr_array_index(rules->failure, i), TRUE);
    }
    if (!rules->failure->len) {
        walk_paths(cycle, &s, NULL, TRUE);
    }
    for (i = 0; cycle->program->judging && i < rules->without->len; i++) {
        sequence_become(&s, cycle, g_ptr_array_index(rules->without, i));
        walk_one(cycle, &s, NULL);
    }
    sequence_clear(&s);
    hc_stray_judge(cycle->program, strays);
    if (!cycle->budget) {
        hc_program_silence(cycle->program, HC_SILENCE_INCOMPLETE,
                           &cycle->slot->place);
    }
    return TRUE;
}

/* The life cycles that begin with @slot; NULL: none. */
static const GPtrArray *cycles_of(HcProgram *program, const char *slot)
{
    const GPtrArray *cycles = program->contract->life_cycles;
    guint i;

    if (!program->cycles) {
        program->cycles = g_hash_table_new_full(
            g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
        for (i = 0; i < cycles->len; i++) {
            HcLifeCycle *cycle = g_ptr_array_index(cycles, i);
            GPtrArray *list = g_hash_table_lookup(program->cycles,
                                                  cycle->acquire);

            if (!list) {
                list = g_ptr_array_new();
                g_hash_table_insert(program->cycles, cycle->acquire, list);
            }
            g_ptr_array_add(list, cycle);
        }
    }
    return g_hash_table_lookup(program->cycles, slot);
}

gboolean hc_life_cycles(HcProgram *program, const HcSummary *unit)
{
    gboolean any = FALSE;
    guint i, k, n;

    for (i = 0; i < unit->slots->len; i++) {
        const HcSlot *slot = g_ptr_array_index(unit->slots, i);
        const GPtrArray *cycles = cycles_of(program, slot->slot);
        gboolean seen = !cycles;

        for (n = 0; n < i && !seen; n++) {
            const HcSlot *before = g_ptr_array_index(unit->slots, n);

            seen = g_str_equal(before->group, slot->group) &&
                   g_str_equal(before->slot, slot->slot) &&
                   g_str_equal(before->function, slot->function);
        }
        for (k = 0; !seen && k < cycles->len; k++) {
            Cycle cycle = {
                .program = program,
                .unit = unit,
                .cycle = g_ptr_array_index(cycles, k),
                .slot = slot,
            };

            any |= walk_cycle(&cycle);
        }
    }
    return any;
}

static gboolean has_slot(const GPtrArray *sequences, const char *slot)
{
    guint i, k;

    for (i = 0; i < sequences->len; i++) {
        const HcSequence *sequence = g_ptr_array_index(sequences, i);

        for (k = 0; sequence->slots[k]; k++) {
            if (g_str_equal(sequence->slots[k], slot)) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

gboolean hc_runs_after_failure(const HcProgram *program,
                               const HcSummary *unit, const char *function)
{
    const GPtrArray *cycles = program->contract->life_cycles;
    guint i, k;

    for (i = 0; i < unit->slots->len; i++) {
        const HcSlot *slot = g_ptr_array_index(unit->slots, i);

        for (k = 0; k < cycles->len; k++) {
            const HcLifeCycle *cycle = g_ptr_array_index(cycles, k);

            if (g_str_equal(slot->function, function) &&
                (has_slot(cycle->failure, slot->slot) ||
                 has_slot(cycle->without, slot->slot))) {
                return TRUE;
            }
        }
    }
    return FALSE;
}
