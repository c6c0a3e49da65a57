/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "draw.h"

static void init(HcDraw *draw)
{
    *draw = (HcDraw){ .drawn = g_array_new(FALSE, FALSE, sizeof(guint32)),
                      .spans = g_array_new(FALSE, FALSE, sizeof(HcSpan)) };
}

void hc_draw_init(HcDraw *draw, guint32 seed, guint32 number)
{
    const guint32 key[] = { seed, number };

    init(draw);
    draw->rand = g_rand_new_with_seed_array(key, G_N_ELEMENTS(key));
}

void hc_draw_init_given(HcDraw *draw, const guint32 *given, guint n)
{
    init(draw);
    draw->given = given;
    draw->n_given = n;
}

void hc_draw_clear(HcDraw *draw)
{
    g_clear_pointer(&draw->rand, g_rand_free);
    g_array_unref(draw->drawn);
    g_array_unref(draw->spans);
}

/*
 * The range is made here: what g_rand_int_range() does depends on GLib's
 * version and on G_RANDOM_VERSION, the integers are those of MT19937 for ever.
 */
static guint next(HcDraw *draw, guint n, gboolean *given)
{
    guint place = draw->drawn->len;

    *given = !draw->rand;
    if (draw->rand) {
        return g_rand_int(draw->rand) % n;
    }
    return place < draw->n_given ? draw->given[place] : 0;
}

guint hc_draw(HcDraw *draw, guint n)
{
    gboolean given;
    guint32 value = next(draw, n, &given);

    value = MIN(value, n - 1);
    g_array_append_val(draw->drawn, value);
    return value;
}

gboolean hc_draw_chance(HcDraw *draw, guint percent)
{
    gboolean given;
    guint32 value = next(draw, 100, &given);

    value = given ? !!value : value < percent;
    g_array_append_val(draw->drawn, value);
    return value;
}

guint hc_draw_begin(HcDraw *draw)
{
    return draw->drawn->len;
}

void hc_draw_end(HcDraw *draw, guint begin)
{
    HcSpan span = { begin, draw->drawn->len };

    if (span.end > span.start) {
        g_array_append_val(draw->spans, span);
    }
}
