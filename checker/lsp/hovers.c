/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lsp/hovers.h"
#include "report/escape.h"
#include "report/json.h"

#include <string.h>

/* The texts of one place, in both kinds. */
typedef struct Texts {
    const HcTeller *teller;
    GString *plain, *markdown;
} Texts;

/* Names come from the source, and must not be read as markup. */
static void append_escaped(GString *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_{}[]()<>#+-.!|~&", *text)) {
            g_string_append_c(out, '\\');
        }
        g_string_append_c(out, *text);
    }
}

static void add_line(Texts *texts, const char *text)
{
    g_autoptr(GString) visible = g_string_new(NULL);

    hc_append_visible(visible, text, -1, FALSE);
    if (texts->plain->len) {
        g_string_append_c(texts->plain, '\n');
        g_string_append(texts->markdown, "  \n");
    }
    g_string_append(texts->plain, visible->str);
    append_escaped(texts->markdown, visible->str);
}

static void add_place(Texts *texts, const HcReportPlace *place)
{
    g_autofree char *uri = NULL;
    g_autofree char *line = NULL;
    g_autoptr(GString) visible = g_string_new(NULL);

    if (!place->file) {
        return;
    }
    uri = hc_facts_uri(texts->teller, place->file);
    line = g_strdup_printf(":%u", place->line);
    hc_append_visible(visible, place->file, -1, FALSE);
    g_string_append(visible, line);
    g_string_append_printf(texts->plain, ", %s", visible->str);
    g_string_append(texts->markdown, ", [");
    append_escaped(texts->markdown, visible->str);
    g_string_append_printf(texts->markdown, "](%s#L%u)", uri, place->line);
}

static void add_hold(Texts *texts, HcMessage message, const HcHoldRow *row)
{
    g_autofree char *text = g_strdup_printf(hc_message_text(message),
                                            row->iothread, row->holder);

    add_line(texts, text);
}

static void add_function(Texts *texts, HcMessage message,
                         const char *function, const HcReportPlace *place)
{
    g_autofree char *text = g_strdup_printf(hc_message_text(message),
                                            function);

    add_line(texts, text);
    add_place(texts, place);
}

static void tell_get(Texts *texts, const HcHoldRow *row)
{
    add_hold(texts, HC_EDITOR_HOLD, row);
    for (guint i = 0; i < row->puts->len; i++) {
        const HcHoldPut *put = row->puts->pdata[i];

        add_function(texts, HC_EDITOR_PUT_IN, put->function, &put->place);
    }
    if (row->paired == HC_PAIRED_NO) {
        add_line(texts, hc_message_text(HC_EDITOR_NOT_ALWAYS));
    } else if (!row->puts->len) {
        add_line(texts, hc_message_text(HC_EDITOR_NO_PUT));
    } else if (*row->reason) {
        add_line(texts, row->reason);
    }
}

static void tell_put(Texts *texts, const HcHoldRow *row)
{
    add_hold(texts, HC_EDITOR_PUTS, row);
    add_function(texts, HC_EDITOR_TAKEN_IN, row->function, &row->place);
}

typedef struct Spot {
    HcReportPlace place;
    Texts texts;
} Spot;

static void spot_free(gpointer data)
{
    Spot *spot = data;

    g_string_free(spot->texts.plain, TRUE);
    g_string_free(spot->texts.markdown, TRUE);
    g_free(spot);
}

/* One for each place: of a put several gets may be told. */
static Spot *spot_at(GPtrArray *spots, const HcTeller *teller,
                     const HcReportPlace *place)
{
    Spot *spot;

    for (guint i = 0; i < spots->len; i++) {
        spot = spots->pdata[i];
        if (spot->place.line == place->line &&
            spot->place.column == place->column) {
            return spot;
        }
    }
    spot = g_new0(Spot, 1);
    spot->place = *place;
    spot->texts = (Texts){ teller, g_string_new(NULL), g_string_new(NULL) };
    g_ptr_array_add(spots, spot);
    return spot;
}

static void collect(GPtrArray *spots, const HcTeller *teller,
                    const char *file, const HcHoldRow *row)
{
    if (g_strcmp0(row->place.file, file) == 0) {
        tell_get(&spot_at(spots, teller, &row->place)->texts, row);
    }
    for (guint i = 0; i < row->puts->len; i++) {
        const HcHoldPut *put = row->puts->pdata[i];

        if (g_strcmp0(put->place.file, file) == 0) {
            tell_put(&spot_at(spots, teller, &put->place)->texts, row);
        }
    }
}

void hc_hovers_add(const HcTeller *teller, JsonBuilder *json,
                   const char *file)
{
    g_autoptr(GPtrArray) spots = g_ptr_array_new_with_free_func(spot_free);

    for (guint i = 0; i < teller->report->holds->len; i++) {
        collect(spots, teller, file, teller->report->holds->pdata[i]);
    }
    hc_json_array(json, "hovers");
    for (guint i = 0; i < spots->len; i++) {
        const Spot *spot = spots->pdata[i];

        json_builder_begin_object(json);
        hc_json_text(json, "markdown", spot->texts.markdown->str);
        hc_json_text(json, "plaintext", spot->texts.plain->str);
        hc_facts_add_range(teller, json, &spot->place, TRUE);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}
