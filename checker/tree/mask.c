/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/mask.h"
#include "tree/words.h"

#include <string.h>

static void blank(char *text, gsize from, gsize to)
{
    for (gsize i = from; i < to; i++) {
        if (text[i] != '\n') {
            text[i] = ' ';
        }
    }
}

/* Behind the comment that begins at @i. */
static gsize comment_end(const char *text, gsize length, gsize i)
{
    if (text[i + 1] == '*') {
        for (i += 2; i + 1 < length; i++) {
            if (text[i] == '*' && text[i + 1] == '/') {
                return i + 2;
            }
        }
        return length;
    }
    for (i += 2; i < length; i++) {
        if (text[i] == '\n' && text[i - 1] != '\\') {
            return i;
        }
    }
    return length;
}

/* The closing quote of the string that begins at @i, or the line's end. */
static gsize string_end(const char *text, gsize length, gsize i)
{
    char quote = text[i];

    for (i++; i < length && text[i] != quote; i++) {
        if (text[i] == '\\' && i + 1 < length) {
            i++;
        } else if (text[i] == '\n') {
            break;
        }
    }
    return MIN(i, length);
}

void hc_mask(char *text, gsize length)
{
    static const char annotation[] = "\"holdcheck.";

    for (gsize i = 0; i < length; i++) {
        gsize end;

        if (text[i] == '/' && i + 1 < length &&
            (text[i + 1] == '*' || text[i + 1] == '/')) {
            end = comment_end(text, length, i);
            blank(text, i, end);
            i = end - 1;
        } else if (text[i] == '"' ||
                   (text[i] == '\'' && (!i || !hc_is_word(text[i - 1])))) {
            end = string_end(text, length, i);
            if (length - i < sizeof(annotation) ||
                memcmp(text + i, annotation, sizeof(annotation) - 1) != 0) {
                blank(text, i + 1, end);
            }
            i = end;
        }
    }
}

/* Depth of braces at each open #if: every arm begins with it. */
typedef struct Scope {
    guint depth;
    gboolean directive;  /* until the end of this line */
    GArray *ifs;
} Scope;

static void begin_directive(Scope *scope, const char *word, gsize length)
{
    scope->directive = TRUE;
    if (length >= 2 && memcmp(word, "if", 2) == 0) {
        g_array_append_val(scope->ifs, scope->depth);
    } else if (!scope->ifs->len || length < 4) {
        return;
    } else if (memcmp(word, "else", 4) == 0 || memcmp(word, "elif", 4) == 0) {
        scope->depth = g_array_index(scope->ifs, guint, scope->ifs->len - 1);
    } else if (memcmp(word, "endi", 4) == 0) {
        g_array_set_size(scope->ifs, scope->ifs->len - 1);
    }
}

/* extern "C" { is no scope; the string is masked. */
static gboolean is_linkage(const char *text, gsize brace)
{
    static const char name[] = "extern";
    gsize i = brace;

    while (i && strchr(" \t\n\"", text[i - 1])) {
        i--;
    }
    return i >= strlen(name) &&
           memcmp(text + i - strlen(name), name, strlen(name)) == 0 &&
           memchr(text + i, '"', brace - i);
}

void hc_mask_each_declared(char *text, gsize length, HcDeclared found,
                           gpointer opaque)
{
    g_autoptr(GArray) ifs = g_array_new(FALSE, FALSE, sizeof(guint));
    Scope scope = { .ifs = ifs };
    gboolean line_start = TRUE;

    for (gsize i = 0; i < length; i++) {
        char c = text[i];

        if (c == '\n') {
            line_start = TRUE;
            scope.directive = scope.directive && i && text[i - 1] == '\\';
        } else if (c == '#' && line_start && !scope.directive) {
            gsize word = i + 1;

            while (word < length && (text[word] == ' ' || text[word] == '\t')) {
                word++;
            }
            begin_directive(&scope, text + word, length - word);
            line_start = FALSE;
        } else if (!g_ascii_isspace(c)) {
            line_start = FALSE;
        }
        if (scope.directive) {
            continue;
        }
        if (c == '{' && !is_linkage(text, i)) {
            scope.depth++;
        } else if (c == '}' && scope.depth) {
            scope.depth--;
        } else if (!scope.depth && hc_is_word(c)) {
            gsize end = i, next;

            while (end < length && hc_is_word(text[end])) {
                end++;
            }
            for (next = end; next < length && g_ascii_isspace(text[next]);) {
                next++;
            }
            if (next < length && text[next] == '(') {
                found(text, i, end, opaque);
            }
            i = end - 1;
        }
    }
}

static void blank_name(char *text, gsize from, gsize to, gpointer opaque)
{
    blank(text, from, to);
}

void hc_mask_declarations(char *text, gsize length)
{
    hc_mask_each_declared(text, length, blank_name, NULL);
}
