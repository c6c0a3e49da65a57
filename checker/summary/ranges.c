/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "summary/ranges.h"

static const HcRange *at(const GArray *ranges, guint i)
{
    return &g_array_index(ranges, HcRange, i);
}

static int compare_range(gconstpointer a, gconstpointer b)
{
    const HcRange *x = a, *y = b;

    return x->low < y->low ? -1 : x->low > y->low;
}

GArray *hc_ranges_new(gint64 low, gint64 high)
{
    GArray *ranges = g_array_new(FALSE, FALSE, sizeof(HcRange));

    hc_ranges_add(ranges, low, high);
    return ranges;
}

GArray *hc_ranges_new_nonzero(void)
{
    GArray *ranges = hc_ranges_new(G_MININT64, -1);

    hc_ranges_add(ranges, 1, G_MAXINT64);
    return ranges;
}

GArray *hc_ranges_copy(const GArray *ranges)
{
    GArray *copy = g_array_new(FALSE, FALSE, sizeof(HcRange));

    if (ranges->len) {
        g_array_append_vals(copy, ranges->data, ranges->len);
    }
    return copy;
}

void hc_ranges_add(GArray *ranges, gint64 low, gint64 high)
{
    HcRange range = { low, high };
    guint i, kept = 0;

    if (low > high) {
        return;
    }
    g_array_append_val(ranges, range);
    /* Nearly always the first, or beyond what is there. */
    if (ranges->len == 1 ||
        (low > G_MININT64 && at(ranges, ranges->len - 2)->high < low - 1)) {
        return;
    }
    g_array_sort(ranges, compare_range);
    for (i = 1; i < ranges->len; i++) {
        HcRange *last = &g_array_index(ranges, HcRange, kept);
        HcRange next = *at(ranges, i);

        /* Written so that neither side can overflow. */
        if (last->high == G_MAXINT64 || next.low <= last->high + 1) {
            last->high = MAX(last->high, next.high);
        } else {
            g_array_index(ranges, HcRange, ++kept) = next;
        }
    }
    g_array_set_size(ranges, kept + 1);
}

GArray *hc_ranges_intersect(const GArray *a, const GArray *b)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(HcRange));
    guint i, k;

    for (i = 0; i < a->len; i++) {
        for (k = 0; k < b->len; k++) {
            hc_ranges_add(out, MAX(at(a, i)->low, at(b, k)->low),
                          MIN(at(a, i)->high, at(b, k)->high));
        }
    }
    return out;
}

GArray *hc_ranges_union(const GArray *a, const GArray *b)
{
    GArray *out = hc_ranges_copy(a);
    guint i;

    for (i = 0; i < b->len; i++) {
        hc_ranges_add(out, at(b, i)->low, at(b, i)->high);
    }
    return out;
}

GArray *hc_ranges_invert(const GArray *ranges)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(HcRange));
    gint64 low = G_MININT64;
    guint i;

    for (i = 0; i < ranges->len; i++) {
        const HcRange *range = at(ranges, i);

        if (range->low > low) {
            hc_ranges_add(out, low, range->low - 1);
        }
        if (range->high == G_MAXINT64) {
            return out;
        }
        low = range->high + 1;
    }
    hc_ranges_add(out, low, G_MAXINT64);
    return out;
}

gboolean hc_ranges_contain(const GArray *ranges, gint64 value)
{
    guint i;

    for (i = 0; i < ranges->len; i++) {
        if (at(ranges, i)->low <= value && value <= at(ranges, i)->high) {
            return TRUE;
        }
    }
    return FALSE;
}

gboolean hc_ranges_equal(const GArray *a, const GArray *b)
{
    guint i;

    if (a->len != b->len) {
        return FALSE;
    }
    for (i = 0; i < a->len; i++) {
        if (at(a, i)->low != at(b, i)->low ||
            at(a, i)->high != at(b, i)->high) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean hc_ranges_subset(const GArray *part, const GArray *whole)
{
    guint i, k = 0;

    /* Neither has neighbours that touch: a range is in one or in none. */
    for (i = 0; i < part->len; i++) {
        while (k < whole->len && at(whole, k)->high < at(part, i)->high) {
            k++;
        }
        if (k == whole->len || at(whole, k)->low > at(part, i)->low) {
            return FALSE;
        }
    }
    return TRUE;
}

gboolean hc_ranges_full(const GArray *ranges)
{
    return ranges->len == 1 && at(ranges, 0)->low == G_MININT64 &&
           at(ranges, 0)->high == G_MAXINT64;
}

gboolean hc_ranges_single(const GArray *ranges, gint64 *value)
{
    if (ranges->len != 1 || at(ranges, 0)->low != at(ranges, 0)->high) {
        return FALSE;
    }
    *value = at(ranges, 0)->low;
    return TRUE;
}
