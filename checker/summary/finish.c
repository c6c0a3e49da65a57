/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bringing a summary into its one final form: sorted, and with as few paths
 * as say the same.  The pairing step multiplies the paths of several
 * functions, so each branch that does not matter to holds is worth removing
 * here, once.
 */
#include "summary/summary.h"

#include "summary/dump.h"
#include "summary/ranges.h"
#include "summary/term.h"

/* Pairwise merging is quadratic; beyond this only equal paths are merged. */
#define MERGE_LIMIT 256

static int compare_guards(gconstpointer a, gconstpointer b)
{
    const HcGuard *x = *(HcGuard *const *)a, *y = *(HcGuard *const *)b;

    return hc_term_order(x->term, y->term);
}

static int compare_writes(gconstpointer a, gconstpointer b)
{
    const HcWrite *x = *(HcWrite *const *)a, *y = *(HcWrite *const *)b;
    int order = hc_term_order(x->base, y->base);

    return order ? order : strcmp(x->field, y->field);
}

static int compare_functions(gconstpointer a, gconstpointer b)
{
    const HcFunction *x = *(HcFunction *const *)a;
    const HcFunction *y = *(HcFunction *const *)b;
    int order = hc_place_compare(&x->place, &y->place);

    return order ? order : strcmp(x->name, y->name);
}

static int compare_field_uses(gconstpointer a, gconstpointer b)
{
    const HcFieldUse *x = *(HcFieldUse *const *)a;
    const HcFieldUse *y = *(HcFieldUse *const *)b;
    int order = strcmp(x->type, y->type);

    if (!order) {
        order = strcmp(x->field, y->field);
    }
    if (!order) {
        order = strcmp(x->function, y->function);
    }
    return order ? order : (int)x->flags - (int)y->flags;
}

static int compare_strings(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* One guard a term: what is said twice holds together. */
static void finish_guards(HcPath *path)
{
    GPtrArray *guards = path->guards;
    guint i = 0;

    g_ptr_array_sort(guards, compare_guards);
    while (i < guards->len) {
        HcGuard *guard = g_ptr_array_index(guards, i);
        HcGuard *before = i ? g_ptr_array_index(guards, i - 1) : NULL;

        if (before && before->term == guard->term) {
            GArray *both = hc_ranges_intersect(before->ranges, guard->ranges);

            g_array_unref(before->ranges);
            before->ranges = both;
            g_ptr_array_remove_index(guards, i);
        } else if (hc_ranges_full(guard->ranges)) {
            g_ptr_array_remove_index(guards, i);
        } else {
            i++;
        }
    }
}

static void finish_calls(HcPath *path)
{
    guint i;

    for (i = 0; i < path->effects->len; i++) {
        HcEffect *effect = g_ptr_array_index(path->effects, i);

        if (effect->call) {
            g_ptr_array_sort(effect->call->writes, compare_writes);
            g_ptr_array_sort(effect->call->outs, compare_writes);
        }
    }
}

static gboolean same_guards(const HcPath *a, const HcPath *b)
{
    guint i;

    if (a->guards->len != b->guards->len) {
        return FALSE;
    }
    for (i = 0; i < a->guards->len; i++) {
        HcGuard *x = g_ptr_array_index(a->guards, i);
        HcGuard *y = g_ptr_array_index(b->guards, i);

        if (x->term != y->term || !hc_ranges_equal(x->ranges, y->ranges)) {
            return FALSE;
        }
    }
    return TRUE;
}

/* Whether every state that @narrow allows, @wide allows, too. */
static gboolean allows(const HcPath *wide, const HcPath *narrow)
{
    guint i, k = 0;

    for (i = 0; i < wide->guards->len; i++) {
        HcGuard *x = g_ptr_array_index(wide->guards, i);
        HcGuard *y = NULL;

        for (; k < narrow->guards->len; k++) {
            y = g_ptr_array_index(narrow->guards, k);
            if (y->term == x->term) {
                break;
            }
        }
        if (k == narrow->guards->len ||
            !hc_ranges_subset(y->ranges, x->ranges)) {
            return FALSE;
        }
    }
    return TRUE;
}

/* "x and r" or "x and not r" is "x": widen @a if they differ in one guard. */
static gboolean widen(HcPath *a, const HcPath *b)
{
    HcGuard *odd = NULL;
    GArray *both;
    guint i, at = 0;

    if (a->guards->len != b->guards->len) {
        return FALSE;
    }
    for (i = 0; i < a->guards->len; i++) {
        HcGuard *x = g_ptr_array_index(a->guards, i);
        HcGuard *y = g_ptr_array_index(b->guards, i);

        if (x->term != y->term) {
            return FALSE;
        }
        if (!hc_ranges_equal(x->ranges, y->ranges)) {
            if (odd) {
                return FALSE;
            }
            odd = y;
            at = i;
        }
    }
    if (odd) {
        HcGuard *own = g_ptr_array_index(a->guards, at);

        both = hc_ranges_union(own->ranges, odd->ranges);
        g_array_unref(own->ranges);
        own->ranges = both;
        if (hc_ranges_full(both)) {
            g_ptr_array_remove_index(a->guards, at);
        }
    }
    return TRUE;
}

/* Reduces @paths, all with equal bodies. */
static void merge_bucket(GPtrArray *paths)
{
    gboolean cheap = paths->len > MERGE_LIMIT;
    gboolean again = TRUE;
    guint i, k;

    while (again) {
        again = FALSE;
        for (i = 0; i < paths->len; i++) {
            HcPath *a = g_ptr_array_index(paths, i);

            for (k = 0; k < paths->len; k++) {
                HcPath *b = g_ptr_array_index(paths, k);

                if (i == k) {
                    continue;
                }
                if (cheap ? same_guards(a, b) : allows(a, b) || widen(a, b)) {
                    g_ptr_array_remove_index(paths, k);
                    i -= k < i;
                    k--;
                    again = !cheap;
                }
            }
        }
    }
}

static int compare_guard_lists(const HcPath *a, const HcPath *b)
{
    guint i, k;

    for (i = 0; i < a->guards->len && i < b->guards->len; i++) {
        HcGuard *x = g_ptr_array_index(a->guards, i);
        HcGuard *y = g_ptr_array_index(b->guards, i);
        int order = hc_term_order(x->term, y->term);

        for (k = 0; !order && k < x->ranges->len && k < y->ranges->len; k++) {
            HcRange *r = &g_array_index(x->ranges, HcRange, k);
            HcRange *s = &g_array_index(y->ranges, HcRange, k);

            order = r->low != s->low ? (r->low < s->low ? -1 : 1)
                                     : (r->high > s->high) -
                                       (r->high < s->high);
        }
        if (!order) {
            order = (int)x->ranges->len - (int)y->ranges->len;
        }
        if (order) {
            return order;
        }
    }
    return (int)a->guards->len - (int)b->guards->len;
}

typedef struct Keyed {
    HcPath *path;
    char *body;         /* NULL: not asked for yet */
} Keyed;

static const char *body_of(Keyed *keyed)
{
    if (!keyed->body) {
        GString *body = g_string_new(NULL);

        hc_dump_path_body(body, keyed->path);
        keyed->body = g_string_free(body, FALSE);
    }
    return keyed->body;
}

/* The text is dear, and most paths leave at places of their own. */
static int compare_bodies(Keyed *a, Keyed *b)
{
    int order = hc_place_compare(&a->path->exit, &b->path->exit);

    return order ? order : strcmp(body_of(a), body_of(b));
}

static int compare_keyed(gconstpointer a, gconstpointer b)
{
    Keyed *const *x = a, *const *y = b;
    int order = compare_bodies(*x, *y);

    return order ? order : compare_guard_lists((*x)->path, (*y)->path);
}

static void keyed_free(gpointer data)
{
    Keyed *keyed = data;

    g_free(keyed->body);
    g_free(keyed);
}

void hc_function_finish(HcFunction *function)
{
    g_autoptr(GPtrArray) keyed = NULL;
    GPtrArray *all = function->paths;
    GPtrArray *kept;
    guint i, first = 0;

    for (i = 0; i < all->len; i++) {
        HcPath *path = g_ptr_array_index(all, i);

        finish_guards(path);
        finish_calls(path);
        g_ptr_array_sort(path->writes, compare_writes);
    }
    if (all->len <= 1) {
        /* There is nothing to put in order or to merge. */
        return;
    }
    keyed = g_ptr_array_new_full(all->len, keyed_free);
    for (i = 0; i < all->len; i++) {
        Keyed *entry = g_new0(Keyed, 1);

        entry->path = g_ptr_array_index(all, i);
        g_ptr_array_add(keyed, entry);
    }
    g_ptr_array_sort(keyed, compare_keyed);

    kept = g_ptr_array_new_full(all->len, NULL);
    for (i = 1; i <= keyed->len; i++) {
        Keyed *start = g_ptr_array_index(keyed, first);
        g_autoptr(GPtrArray) bucket = NULL;
        guint k;

        if (i < keyed->len &&
            compare_bodies(g_ptr_array_index(keyed, i), start) == 0) {
            continue;
        }
        bucket = g_ptr_array_new();
        for (k = first; k < i; k++) {
            Keyed *entry = g_ptr_array_index(keyed, k);

            g_ptr_array_add(bucket, entry->path);
        }
        merge_bucket(bucket);
        for (k = 0; k < bucket->len; k++) {
            g_ptr_array_add(kept, g_ptr_array_index(bucket, k));
        }
        first = i;
    }

    /* Reorder @all so that the array still frees what was merged away. */
    for (i = 0; i < kept->len; i++) {
        guint at;

        if (g_ptr_array_find(all, g_ptr_array_index(kept, i), &at)) {
            all->pdata[at] = all->pdata[i];
            all->pdata[i] = g_ptr_array_index(kept, i);
        }
    }
    g_ptr_array_set_size(all, kept->len);
    g_ptr_array_unref(kept);
}

void hc_summary_finish(HcSummary *summary)
{
    GHashTableIter iter;
    gpointer callees;
    guint i;

    for (i = 0; i < summary->functions->len; i++) {
        HcFunction *function = g_ptr_array_index(summary->functions, i);

        if (!function->self_type) {
            function->self_type = g_strdup("");
        }
        hc_function_finish(function);
    }
    g_ptr_array_sort(summary->functions, compare_functions);
    g_ptr_array_sort(summary->field_uses, compare_field_uses);
    for (i = 1; i < summary->field_uses->len; ) {
        if (compare_field_uses(&summary->field_uses->pdata[i - 1],
                               &summary->field_uses->pdata[i]) == 0) {
            g_ptr_array_remove_index(summary->field_uses, i);
        } else {
            i++;
        }
    }
    g_hash_table_iter_init(&iter, summary->calls);
    while (g_hash_table_iter_next(&iter, NULL, &callees)) {
        g_ptr_array_sort(callees, compare_strings);
    }
}
