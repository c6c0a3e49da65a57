/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/walk.h"

#include "pairing/guards.h"
#include "pairing/independence.h"
#include "pairing/late_use.h"
#include "pairing/tally.h"

/* Callbacks that register callbacks: not followed further than this. */
#define MAX_CALLBACKS 4

/* A frame, and the holds after it. */
typedef struct Moment {
    HcFrame frame;
    HcHolds holds;
    GPtrArray *pending;       /* of HcStep: callbacks that will run; NULL:
                               * none */
} Moment;

static void fate_free(gpointer data)
{
    HcFate *fate = data;

    g_ptr_array_unref(fate->misses);
    g_ptr_array_unref(fate->local_misses);
    g_free(fate);
}

HcWalk *hc_walk_new(void)
{
    HcWalk *walk = g_new0(HcWalk, 1);

    walk->fates = g_ptr_array_new_with_free_func(fate_free);
    walk->wrongs = g_ptr_array_new_with_free_func(g_free);
    walk->extras = g_ptr_array_new_with_free_func(g_free);
    walk->late_uses = g_ptr_array_new_with_free_func(g_free);
    walk->null_names = g_ptr_array_new_with_free_func(g_free);
    walk->again = g_ptr_array_new_with_free_func(g_free);
    walk->strays = g_ptr_array_new_with_free_func(g_free);
    walk->own_puts = g_array_new(FALSE, FALSE, sizeof(HcPut));
    walk->paths_run = g_ptr_array_new();
    walk->steps_run = g_ptr_array_new();
    walk->callbacks = g_ptr_array_new_with_free_func(g_free);
    return walk;
}

/* Empties what the walk before found. */
static void start_anew(HcWalk *walk)
{
    GPtrArray *found[] = {
        walk->fates, walk->wrongs, walk->extras, walk->late_uses,
        walk->null_names, walk->again, walk->callbacks, walk->strays,
    };
    guint i;

    for (i = 0; i < G_N_ELEMENTS(found); i++) {
        g_ptr_array_set_size(found[i], 0);
    }
    g_array_set_size(walk->own_puts, 0);
    walk->combinations = 0;
    walk->cut_short = FALSE;
    walk->impossible = FALSE;
}

void hc_walk_free(HcWalk *walk)
{
    if (!walk) {
        return;
    }
    g_ptr_array_unref(walk->fates);
    g_ptr_array_unref(walk->wrongs);
    g_ptr_array_unref(walk->extras);
    g_ptr_array_unref(walk->late_uses);
    g_ptr_array_unref(walk->null_names);
    g_ptr_array_unref(walk->again);
    g_ptr_array_unref(walk->strays);
    g_array_unref(walk->own_puts);
    g_ptr_array_unref(walk->paths_run);
    g_ptr_array_unref(walk->steps_run);
    g_ptr_array_unref(walk->callbacks);
    g_free(walk);
}

static void moment_clear(Moment *moment)
{
    hc_frame_clear(&moment->frame);
    hc_holds_clear(&moment->holds);
    g_clear_pointer(&moment->pending, g_ptr_array_unref);
}

static void moment_init(Moment *moment, const Moment *from, HcWalk *walk,
                        const HcSummary *unit, guint number,
                        const HcTerm *self)
{
    hc_frame_init(&moment->frame, from ? &from->frame : NULL, walk->scope,
                  unit, number, self);
    hc_holds_init(&moment->holds, from ? &from->holds : NULL);
    moment->pending = from && from->pending
                      ? g_ptr_array_copy(from->pending, NULL, NULL) : NULL;
}

static const HcStep *step_at(const HcWalk *walk, const Moment *moment,
                             guint index)
{
    if (index < walk->steps->len) {
        return g_ptr_array_index(walk->steps, index);
    }
    index -= walk->steps->len;
    return moment->pending && index < moment->pending->len
           ? g_ptr_array_index(moment->pending, index) : NULL;
}

static void register_callback(HcWalk *walk, Moment *moment,
                              const HcEffect *effect, gboolean optional)
{
    HcStep *step;
    HcMember member;

    if (!effect->slot_function || !effect->key ||
        (moment->pending && moment->pending->len == MAX_CALLBACKS) ||
        !hc_program_find(walk->scope->program, moment->frame.unit,
                         effect->slot_function, &member) ||
        !hc_member_matters(&member)) {
        return;
    }
    step = g_new0(HcStep, 1);
    step->member = member;
    step->opaque = hc_frame_resolve(&moment->frame, effect->key,
                                    HC_READ_CONFIG);
    step->optional = optional;
    g_ptr_array_add(walk->callbacks, step);
    if (!moment->pending) {
        moment->pending = g_ptr_array_new();
    }
    g_ptr_array_add(moment->pending, step);
}

static void note_null(HcWalk *walk, const Moment *moment,
                      const HcEffect *effect, const HcStep *step)
{
    const char *maker = effect->reported || !step || !step->slot ||
                        moment->frame.doubt == HC_DOUBT
                        ? NULL : hc_null_name(&moment->frame, effect);
    HcNullName *null;

    if (maker) {
        null = g_new0(HcNullName, 1);
        null->effect = effect;
        null->maker = maker;
        null->step = step;
        g_ptr_array_add(walk->null_names, null);
    }
}

static void note_own_put(HcWalk *walk, const HcFrame *frame,
                         const HcEffect *put)
{
    HcPut own = {
        .effect = put,
        .key = hc_frame_resolve(frame, put->key, HC_READ_CONFIG),
        .holder = put->holder ? hc_frame_resolve(frame, put->holder,
                                                 HC_READ_CONFIG) : NULL,
    };

    if (frame->step == 0) {
        g_array_append_val(walk->own_puts, own);
    }
}

static void run_effects(HcWalk *walk, Moment *moment, const HcPath *path,
                        const HcStep *step)
{
    const char *running = step ? step->member.function->name
                               : walk->acquire.function->name;
    HcFrame *frame = &moment->frame;
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(path->effects, i);
        const HcHold *hold;

        switch (effect->kind) {
        case HC_EFFECT_ACQUIRE:
            if (!effect->matched) {
                note_null(walk, moment, effect, step);
                hc_holds_get(&moment->holds, frame, effect);
            }
            break;
        case HC_EFFECT_RELEASE:
            if (effect->matched) {
                note_own_put(walk, frame, effect);
                break;
            }
            if (effect->asked && hc_guards_know_null(frame, effect->key)) {
                break;
            }
            note_null(walk, moment, effect, step);
            hold = hc_holds_put(&moment->holds, frame, effect);
            if (hold && hold->step == 0 && frame->step > 0) {
                hc_program_match(walk->scope->program, effect,
                                 walk->acquire.function->name);
                hc_program_end(walk->scope->program, hold->get,
                               running);
            }
            break;
        case HC_EFFECT_GIVE_UP:
            hc_holds_give_up(&moment->holds, frame, effect);
            break;
        case HC_EFFECT_USE:
            hc_late_use_note(walk, &moment->holds, frame, path, i, step);
            break;
        case HC_EFFECT_REGISTER:
            /* What realize registers may run at any time or never; what a
             * release slot registers (a bottom half) ends the object. */
            register_callback(walk, moment, effect, frame->step == 0);
            break;
        case HC_EFFECT_CALL:
            /* Linked before; what is left is in no file that is seen. */
            break;
        case HC_EFFECT_DROP:
            break;
        }
    }
}

static void push(HcWalk *walk, const HcStep *step, const HcPath *path)
{
    g_ptr_array_add(walk->steps_run, (gpointer)step);
    g_ptr_array_add(walk->paths_run, (gpointer)path);
}

static void pop(HcWalk *walk)
{
    g_ptr_array_set_size(walk->steps_run, walk->steps_run->len - 1);
    g_ptr_array_set_size(walk->paths_run, walk->paths_run->len - 1);
}

/* How many of @steps come before all that does nothing with holds. */
static guint n_joining(const GPtrArray *steps)
{
    guint n = steps->len;

    while (n > 0) {
        const HcStep *step = g_ptr_array_index(steps, n - 1);

        if (hc_member_matters(&step->member)) {
            break;
        }
        n--;
    }
    return n;
}

/* Whether neither @path nor anything after it can join a put to its get; only
 * who judges wants to know how it ends. */
static gboolean is_idle_to_the_end(const HcWalk *walk, const Moment *from,
                                   guint index, const HcPath *path)
{
    return !from->pending && index + 1 >= walk->n_joining &&
           !hc_path_matters(path);
}

static void advance(HcWalk *walk, const Moment *from, guint index)
{
    gboolean judging = walk->scope->program->judging;
    const HcStep *step = step_at(walk, from, index);
    const GPtrArray *paths;
    guint i;

    if (!step) {
        if (judging) {
            hc_tally_end(walk, &from->holds, from->frame.doubt);
        }
        return;
    }
    if (step->optional) {
        push(walk, step, NULL);
        advance(walk, from, index + 1);
        pop(walk);
    }
    paths = step->member.function->paths;
    for (i = 0; i < paths->len; i++) {
        const HcPath *path = g_ptr_array_index(paths, i);
        Moment moment;

        if (!judging && is_idle_to_the_end(walk, from, index, path)) {
            continue;
        }
        if (*walk->budget == 0) {
            walk->cut_short = TRUE;
            return;
        }
        --*walk->budget;
        moment_init(&moment, from, walk, step->member.unit, index + 1,
                    step->opaque ? step->opaque : walk->opaque);
        moment.frame.slot = step->slot;
        if (step->optional) {
            moment.frame.doubt = HC_DOUBT;
        }
        if (hc_guards_admit(&moment.frame, path)) {
            run_effects(walk, &moment, path, step);
            hc_frame_write(&moment.frame, path);
            push(walk, step, path);
            advance(walk, &moment, index + 1);
            pop(walk);
        }
        moment_clear(&moment);
    }
}

/* The opaque pointer with which the acquire path registers a driver whose
 * slots the steps are. */
static const HcTerm *driver_opaque(const HcWalk *walk, const Moment *moment)
{
    const HcStep *step = walk->steps->len
                         ? g_ptr_array_index(walk->steps, 0) : NULL;
    guint i;

    for (i = 0; step && step->slot && i < walk->path->effects->len; i++) {
        const HcEffect *effect = g_ptr_array_index(walk->path->effects, i);

        if (effect->kind == HC_EFFECT_REGISTER && effect->key &&
            g_strcmp0(effect->slot_function, step->slot->group) == 0) {
            return hc_frame_resolve(&moment->frame, effect->key,
                                    HC_READ_CONFIG);
        }
    }
    return moment->frame.self;
}

void hc_walk_run(HcWalk *walk, HcScope *scope, const HcMember *acquire,
                 const HcPath *path, GPtrArray *steps, guint *budget)
{
    HcProgram *program = scope->program;
    Moment start;

    start_anew(walk);
    walk->scope = scope;
    walk->acquire = *acquire;
    walk->path = path;
    walk->steps = steps;
    walk->budget = budget;
    walk->n_joining = n_joining(steps);
    walk->scope->path = walk->path;
    walk->scope->hinges =
        walk->path && steps->len && walk->scope->program->judging &&
        hc_hinges_on_unknown(walk->acquire.function, walk->path);
    walk->opaque = hc_summary_term(program->pool, HC_TERM_SELF, 0, NULL,
                                   NULL, 0);
    moment_init(&start, NULL, walk, walk->acquire.unit, 0, walk->opaque);
    if (!walk->path) {
        advance(walk, &start, 0);
    } else if (hc_guards_admit(&start.frame, walk->path)) {
        run_effects(walk, &start, walk->path, NULL);
        hc_frame_write(&start.frame, walk->path);
        if (program->judging) {
            hc_tally_start(walk, &start.holds);
        }
        walk->opaque = driver_opaque(walk, &start);
        /* The path is taken as given: what it depends on is decided. */
        start.frame.doubt = HC_SURE;
        advance(walk, &start, 0);
    } else {
        walk->impossible = TRUE;
    }
    moment_clear(&start);
}
