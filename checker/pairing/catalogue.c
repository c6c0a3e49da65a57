/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/catalogue.h"

#include "pairing/spelled.h"

static void add_function(HcProgram *program, guint unit,
                         const HcFunction *function)
{
    guint i, k;

    for (i = 0; i < function->paths->len; i++) {
        const HcPath *path = g_ptr_array_index(function->paths, i);

        if (program->whole_program) {
            hc_spelled_add(program, path);
        }
        for (k = 0; k < path->effects->len; k++) {
            const HcEffect *effect = g_ptr_array_index(path->effects, k);
            HcEntry entry = { effect, path, function, k, unit };

            g_array_append_val(program->catalogue[effect->kind], entry);
        }
    }
}

static void make(HcProgram *program)
{
    guint i, k;

    for (i = 0; i < HC_N_EFFECT_KINDS; i++) {
        program->catalogue[i] = g_array_new(FALSE, FALSE, sizeof(HcEntry));
    }
    for (i = 0; i < program->n_summaries; i++) {
        const GPtrArray *functions = program->summaries[i]->functions;

        for (k = 0; k < functions->len; k++) {
            add_function(program, i, g_ptr_array_index(functions, k));
        }
    }
}

const GArray *hc_catalogue(HcProgram *program, HcEffectKind kind)
{
    if (!program->catalogue[kind]) {
        make(program);
    }
    return program->catalogue[kind];
}

void hc_catalogue_free(HcProgram *program)
{
    guint i;

    for (i = 0; i < HC_N_EFFECT_KINDS; i++) {
        g_clear_pointer(&program->catalogue[i], g_array_unref);
    }
}
