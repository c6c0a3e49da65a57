/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/scope.h"

HcScope *hc_scope_new(HcProgram *program)
{
    HcScope *scope = g_new0(HcScope, 1);

    scope->program = program;
    scope->units = g_ptr_array_new();
    scope->functions = g_hash_table_new(g_str_hash, g_str_equal);
    return scope;
}

void hc_scope_free(HcScope *scope)
{
    g_ptr_array_unref(scope->units);
    g_hash_table_unref(scope->functions);
    g_clear_pointer(&scope->acquiring, g_hash_table_unref);
    g_clear_pointer(&scope->fields[0], g_hash_table_unref);
    g_clear_pointer(&scope->fields[1], g_hash_table_unref);
    g_free(scope);
}

static void add_unit(HcScope *scope, const HcSummary *unit)
{
    if (!g_ptr_array_find(scope->units, unit, NULL)) {
        g_ptr_array_add(scope->units, (gpointer)unit);
    }
}

/* The files of functions that were linked in. */
static void add_linked_units(HcScope *scope)
{
    const HcProgram *program = scope->program;
    GHashTableIter iter;
    gpointer name;
    guint i;

    if (!g_hash_table_size(program->linked)) {
        return;
    }
    g_hash_table_iter_init(&iter, scope->functions);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        const GArray *all = hc_index_external(program->index, name);

        for (i = 0; all && i < all->len; i++) {
            const HcMember *member = &g_array_index(all, HcMember, i);

            if (g_hash_table_contains(program->linked, member->function)) {
                add_unit(scope, member->unit);
            }
        }
    }
}

void hc_scope_add(HcScope *scope, const HcMember *member)
{
    const HcFunction *function = member->function;
    guint i, k;

    add_unit(scope, member->unit);
    /* A function without paths stays outside: what it writes, it may have
     * written at any time, for all that is known. */
    if (function == scope->program->nothing ||
        g_hash_table_contains(scope->functions, function->name)) {
        return;
    }
    hc_program_closure(scope->program, member->unit, function->name,
                       scope->functions);
    add_linked_units(scope);
    for (i = 0; i < function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(function->paths, i);

        for (k = 0; k < path->effects->len; k++) {
            const HcEffect *effect = g_ptr_array_index(path->effects, k);
            HcMember callback;

            if (effect->kind == HC_EFFECT_REGISTER && effect->slot_function &&
                hc_program_find(scope->program, member->unit,
                                effect->slot_function, &callback) &&
                hc_member_matters(&callback)) {
                hc_scope_add(scope, &callback);
            }
        }
    }
}

void hc_scope_add_acquire(HcScope *scope, const HcMember *member)
{
    scope->acquire = member->function->name;
    scope->acquirer = *member;
    hc_scope_add(scope, member);
}

static gboolean is_acquiring(HcScope *scope, const char *function)
{
    const HcMember *member = &scope->acquirer;

    if (!scope->acquiring) {
        scope->acquiring = g_hash_table_new(g_str_hash, g_str_equal);
        if (member->function) {
            hc_program_closure(scope->program, member->unit,
                               member->function->name, scope->acquiring);
        }
    }
    return g_hash_table_contains(scope->acquiring, function);
}

gboolean hc_scope_has(const HcScope *scope, const char *function)
{
    return g_hash_table_contains(scope->functions, function);
}

static gboolean same_class(const char *a, const char *b)
{
    gsize length = strcspn(a, ".");

    return length == strcspn(b, ".") && strncmp(a, b, length) == 0;
}

static gboolean is_known_slot(const HcContract *contract, const char *slot)
{
    guint i, k, n;

    for (i = 0; i < contract->life_cycles->len; i++) {
        const HcLifeCycle *cycle = g_ptr_array_index(contract->life_cycles, i);
        const GPtrArray *all[] = {
            cycle->success, cycle->failure, cycle->without,
        };

        for (k = 0; k < G_N_ELEMENTS(all); k++) {
            for (n = 0; n < all[k]->len; n++) {
                const HcSequence *one = g_ptr_array_index(all[k], n);

                if (g_strv_contains((const char *const *)one->slots, slot)) {
                    return TRUE;
                }
            }
        }
    }
    return FALSE;
}

/* Whether @slot is one of this class that runs in between; @optional: that may
 * never run. */
static gboolean runs_between(const HcScope *scope, const HcSlot *slot,
                             gboolean optional)
{
    const HcBetween *between =
        hc_contract_between(scope->program->contract, slot->slot);

    return between && (between->optional || !optional) &&
           g_str_equal(slot->group, scope->group);
}

gboolean hc_scope_need_not_run(const HcScope *scope, const char *function)
{
    const HcProgram *program = scope->program;
    gboolean found = FALSE;
    guint i, k;

    for (i = 0; scope->slot && i < program->n_summaries; i++) {
        const GPtrArray *slots = program->summaries[i]->slots;

        for (k = 0; k < slots->len; k++) {
            const HcSlot *slot = g_ptr_array_index(slots, k);

            if (!g_str_equal(slot->function, function)) {
                continue;
            }
            if (!runs_between(scope, slot, TRUE) &&
                (!g_str_equal(slot->group, scope->group) ||
                 !same_class(slot->slot, scope->slot) ||
                 !is_known_slot(program->contract, slot->slot))) {
                return FALSE;
            }
            found = TRUE;
        }
    }
    return found;
}

/* Whether a composed unit speaks of @field of record @type. */
static gboolean names_field(const HcScope *scope, const char *type,
                            const char *field, gboolean written_inside)
{
    guint i, k;

    for (i = 0; i < scope->units->len; i++) {
        const HcSummary *unit = g_ptr_array_index(scope->units, i);

        for (k = 0; k < unit->field_uses->len; k++) {
            const HcFieldUse *use = g_ptr_array_index(unit->field_uses, k);

            if (g_str_equal(use->field, field) &&
                g_str_equal(use->type, type) &&
                (!written_inside || hc_scope_has(scope, use->function))) {
                return TRUE;
            }
        }
    }
    return FALSE;
}

/* A slot of another type, and no function of anything else: it does not run
 * on this object. */
static gboolean is_foreign(const HcScope *scope, const HcSummary *unit,
                           const char *function)
{
    gboolean in_slot = FALSE;
    guint i;

    if (!scope->group || hc_program_is_called(scope->program, unit, function)) {
        return FALSE;
    }
    for (i = 0; i < unit->slots->len; i++) {
        const HcSlot *slot = g_ptr_array_index(unit->slots, i);

        if (g_str_equal(slot->function, function)) {
            if (g_str_equal(slot->group, scope->group)) {
                return FALSE;
            }
            in_slot = TRUE;
        }
    }
    return in_slot;
}

/* A function whose summary shows that it has nothing to do with holds, in a
 * slot or called from nowhere here: what it writes says nothing of them. */
static gboolean is_unrelated(const HcScope *scope, const HcSummary *unit,
                             const char *function)
{
    HcMember member;

    if (hc_program_find(scope->program, unit, function, &member)) {
        return !hc_member_matters(&member);
    }
    return !hc_program_is_called(scope->program, unit, function);
}

/* Whether @use is that of a slot which runs in between, and of nothing else:
 * from then on the field is what QEMU gave it. */
static gboolean is_given(const HcScope *scope, const HcSummary *unit,
                         const HcFieldUse *use)
{
    gboolean found = FALSE;
    guint i;

    if (!(use->flags & HC_USE_GIVEN) || !scope->group || !scope->slot ||
        hc_program_is_called(scope->program, unit, use->function)) {
        return FALSE;
    }
    for (i = 0; i < unit->slots->len; i++) {
        const HcSlot *slot = g_ptr_array_index(unit->slots, i);

        if (!g_str_equal(slot->function, use->function)) {
            continue;
        }
        if (!runs_between(scope, slot, FALSE)) {
            return FALSE;
        }
        found = TRUE;
    }
    return found;
}

static HcFieldTraits examine(HcScope *scope, const char *field, gboolean own)
{
    HcProgram *program = scope->program;
    gboolean inside = FALSE, outside = FALSE, property = FALSE;
    gboolean acquiring = FALSE, unrelated = FALSE, given = FALSE;
    gboolean others = FALSE, never = FALSE, used = FALSE;
    const GArray *uses = hc_index_uses(program->index, field);
    guint i;

    /* Once it is known to be written outside, the rest says no more. */
    for (i = 0; uses && i < uses->len && !outside; i++) {
        const HcUseOf *one = &g_array_index(uses, HcUseOf, i);
        const HcFieldUse *use = one->use;
        gboolean here = g_ptr_array_find(scope->units, one->unit, NULL);

        if (use->flags & HC_USE_NEVER) {
            never |= here;
            continue;
        }
        used = TRUE;
        /* Another file's field of that name is ours only if the record is one
         * that our files write, too. */
        if ((own || !here) && !names_field(scope, use->type, field, own)) {
            continue;
        }
        if (*use->function && is_foreign(scope, one->unit, use->function)) {
            continue;
        }
        if (!*use->function) {
            property = TRUE;
        } else if (use->flags & HC_USE_ESCAPES) {
            outside = TRUE;
        } else if (here && hc_scope_has(scope, use->function)) {
            inside = TRUE;
            acquiring = acquiring || is_acquiring(scope, use->function);
        } else if (is_unrelated(scope, one->unit, use->function)) {
            unrelated = TRUE;
            if (is_given(scope, one->unit, use)) {
                given = TRUE;
            } else {
                others = TRUE;
            }
        } else {
            outside = TRUE;
        }
    }
    unrelated |= outside;
    /* A flag that composed functions write, too, tells of holds. */
    outside |= unrelated && inside;
    return (outside ? HC_FIELD_CHANGES : 0) |
           (unrelated ? HC_FIELD_WRITTEN : 0) |
           (given && !others && !outside ? HC_FIELD_GIVEN : 0) |
           (never && !used ? HC_FIELD_NEVER : 0) |
           (acquiring && !outside && !property ? HC_FIELD_ZERO : 0) |
           (!inside && !outside ? HC_FIELD_CONFIG : 0);
}

HcFieldTraits hc_scope_field(HcScope *scope, const char *field, gboolean own)
{
    g_autofree char *last = hc_last_field(field);
    GHashTable **fields = &scope->fields[own != FALSE];
    gpointer known;

    if (!*fields) {
        *fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                        NULL);
    }
    if (!g_hash_table_lookup_extended(*fields, last, NULL, &known)) {
        known = GUINT_TO_POINTER(examine(scope, last, own));
        g_hash_table_insert(*fields, g_steal_pointer(&last), known);
    }
    return GPOINTER_TO_UINT(known);
}

gboolean hc_scope_rests_on_others(HcScope *scope, const HcTerm *term)
{
    guint i;

    if (term->kind == HC_TERM_LOAD && *term->text &&
        hc_scope_field(scope, term->text, FALSE) & HC_FIELD_WRITTEN) {
        return TRUE;
    }
    for (i = 0; i < term->n_args; i++) {
        if (hc_scope_rests_on_others(scope, term->args[i])) {
            return TRUE;
        }
    }
    return FALSE;
}
