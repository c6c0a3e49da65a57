/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The page: html/page.html with style, script and data put in.  What comes
 * from outside is only ever data: JSON in a script element that no browser
 * runs, sealed so that nothing in it can end the element.  The script puts it
 * on the page as text.  Should that fail all the same, the page's own policy
 * still lets no other script run.
 */
#include "report/write.h"

#include <string.h>

#include "report/escape.h"
#include "report/html_data.h"
#include "report/rules.h"

extern const HcEmbedded hc_html_page[];
extern const HcEmbedded hc_html_style[];
extern const HcEmbedded hc_html_script[];

static char *join(const HcEmbedded *files)
{
    GString *all = g_string_new("\n");
    guint i;

    for (i = 0; files[i].name; i++) {
        g_string_append(all, files[i].text);
    }
    return g_string_free(all, FALSE);
}

/* 'sha256-...', as a content security policy has it. */
static void append_hash(GString *out, const char *text)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    guint8 digest[32];
    gsize length = sizeof(digest);
    g_autofree char *encoded = NULL;

    g_checksum_update(sum, (const guchar *)text, -1);
    g_checksum_get_digest(sum, digest, &length);
    encoded = g_base64_encode(digest, length);
    g_string_append_printf(out, "'sha256-%s'", encoded);
}

static void append_policy(GString *out, const char *style,
                          const char *script)
{
    g_string_append(out, "default-src 'none'; base-uri 'none'; "
                         "form-action 'none'; style-src ");
    append_hash(out, style);
    g_string_append(out, "; script-src ");
    append_hash(out, script);
}

void hc_report_write_html(const HcReport *report, HcSources *sources,
                          GString *out)
{
    g_autofree char *style = join(hc_html_style);
    g_autofree char *script = join(hc_html_script);
    const char *at = hc_html_page[0].text;
    const char *mark;

    /* Only the template is looked through, never what was put in. */
    while ((mark = strstr(at, "@@"))) {
        g_string_append_len(out, at, mark - at);
        at = mark + 2;
        if (g_str_has_prefix(at, "POLICY@@")) {
            append_policy(out, style, script);
        } else if (g_str_has_prefix(at, "STYLE@@")) {
            g_string_append(out, style);
        } else if (g_str_has_prefix(at, "SCRIPT@@")) {
            g_string_append(out, script);
        } else if (g_str_has_prefix(at, "DATA@@")) {
            gsize from = out->len;

            hc_html_data(report, sources, out);
            hc_json_seal(out, from);
        }
        at = strstr(at, "@@") + 2;
    }
    g_string_append(out, at);
}
