/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pairing/elsewhere.h"

#include "pairing/match.h"
#include "pairing/outside.h"
#include "pairing/spelled.h"

char *hc_key_name(const HcTerm *key)
{
    while (key && key->kind == HC_TERM_LOAD) {
        g_autofree char *last = hc_last_field(key->text);

        /* What is in an array or a table goes by its name. */
        if (*last) {
            return g_steal_pointer(&last);
        }
        key = key->args[0];
    }
    if (key && key->kind == HC_TERM_GLOBAL) {
        /* A static of another file has that before its name. */
        const char *file = strrchr(key->text, ':');

        return g_strdup(file ? file + 1 : key->text);
    }
    return NULL;
}

char *hc_write_name(const HcPath *path, const HcWrite *write)
{
    g_autofree char *last = hc_last_field(write->field);
    guint i;

    if (*last) {
        return g_steal_pointer(&last);
    }
    /* Memory that was made on the path goes by where it was left. */
    for (i = 0; write->base->kind == HC_TERM_HEAP && i < path->writes->len;
         i++) {
        const HcWrite *left = g_ptr_array_index(path->writes, i);

        if (left->value == write->base && left->base != write->base) {
            return hc_write_name(path, left);
        }
    }
    return hc_key_name(write->base);
}

gboolean hc_keys_may_match(const HcTerm *a, const HcTerm *b)
{
    g_autofree char *x = hc_key_name(a);
    g_autofree char *y = hc_key_name(b);

    return !x || !y || g_str_equal(x, y);
}

gboolean hc_unlike_owners(const HcEffect *a, const HcEffect *b)
{
    char **owner;

    if (!a->owners || !b->owners) {
        return FALSE;
    }
    for (owner = a->owners; *owner; owner++) {
        if (g_strv_contains((const char *const *)b->owners, *owner)) {
            return FALSE;
        }
    }
    return TRUE;
}

char *hc_effect_identity(const HcEffect *effect)
{
    g_autofree char *owners =
        effect->owners ? g_strjoinv(" ", effect->owners) : NULL;

    return g_strdup_printf("%d %d %p %p %s:%u:%u %s/%s", effect->kind,
                           effect->reported, effect->key, effect->holder,
                           effect->place.file, effect->place.line,
                           effect->place.column, effect->pair,
                           owners ? owners : "-");
}

gboolean hc_keeps(const HcPath *path, const HcTerm *key)
{
    guint i;

    for (i = 0; path && i < path->writes->len; i++) {
        const HcWrite *write = g_ptr_array_index(path->writes, i);

        if (write->value == key) {
            return TRUE;
        }
    }
    return FALSE;
}

char *hc_kept_name(const HcPath *path, const HcTerm *key, guint *at)
{
    while (path && *at < path->writes->len) {
        const HcWrite *write = g_ptr_array_index(path->writes, (*at)++);
        char *name = write->value == key ? hc_write_name(path, write) : NULL;

        if (name) {
            return name;
        }
    }
    return NULL;
}

/* Also by the fields into which @path copied the IOThread. */
static gboolean may_match(const HcPath *path, const HcEffect *effect,
                          const HcEffect *other)
{
    g_autofree char *name = NULL;
    gboolean found = FALSE;
    guint at = 0;
    char *field;

    if (hc_keys_may_match(effect->key, other->key)) {
        return TRUE;
    }
    name = hc_key_name(other->key);
    while (!found && (field = hc_kept_name(path, effect->key, &at))) {
        found = g_str_equal(field, name);
        g_free(field);
    }
    return found;
}

gboolean hc_may_be_one_hold(HcProgram *program, const HcEffect *effect,
                            const HcEffect *other, const HcPath *path)
{
    return hc_same_pair(other, effect) &&
           !hc_unlike_owners(effect, other) &&
           !hc_names_apart(program, effect->holder, other->holder) &&
           may_match(path, effect, other);
}

gboolean hc_elsewhere(HcScope *scope, const HcSummary *unit,
                      HcEffectKind kind, const HcEffect *effect,
                      const HcPath *path)
{
    HcProgram *program = scope->program;
    guint i, k, n;

    for (i = 0; i < unit->functions->len; i++) {
        const HcFunction *function = g_ptr_array_index(unit->functions, i);

        /* What is called shows in its callers, with better known terms. */
        if (hc_scope_has(scope, function->name) ||
            hc_program_is_called(program, unit, function->name)) {
            continue;
        }
        for (k = 0; k < function->paths->len; k++) {
            const HcPath *other = g_ptr_array_index(function->paths, k);

            for (n = 0; n < other->effects->len; n++) {
                const HcEffect *e = g_ptr_array_index(other->effects, n);

                /* A put that has its get in a life cycle is not ours. */
                if (e->kind == kind && !e->matched &&
                    !(kind == HC_EFFECT_RELEASE &&
                      (hc_program_matched(program, e) ||
                       hc_is_balanced(other, n))) &&
                    hc_may_be_one_hold(program, effect, e, path) &&
                    !hc_scope_need_not_run(scope, function->name)) {
                    return TRUE;
                }
            }
        }
    }
    return FALSE;
}
