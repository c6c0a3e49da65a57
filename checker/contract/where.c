/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Places in JSON text.  json-glib reads the values but keeps no positions,
 * recurses without a limit, and lets pass what a contract should not have;
 * this one pass over the characters makes up for the three, and so says
 * what is wrong in the same words whatever the version of json-glib.
 */
#include "contract/parse.h"

#include <string.h>

#define MAX_DEPTH 32
#define MAX_KEYS 64

/* What may come next; a bit each. */
enum {
    VALUE = 1,
    KEY = 2,
    COLON = 4,
    COMMA = 8,
    CLOSE = 16,
    END = 32,
};

typedef struct Level {
    gboolean object;
    guint element;
    gsize path_length;         /* of the path that leads to this level */
    guint n_keys;
    const char *keys[MAX_KEYS];
    gsize key_lengths[MAX_KEYS];
} Level;

typedef struct Walk {
    const char *at;
    const char *end;
    int line;
    const char *wanted;        /* the path looked for, or NULL */
    gsize best;                /* how much of it was found ... */
    int best_line;             /* ... and where */
    GString *path;             /* of the value being read */
    int expected;
    int depth;
    Level levels[MAX_DEPTH];
    char *problem;
} Walk;

static Level *top(Walk *walk)
{
    return walk->depth ? &walk->levels[walk->depth - 1] : NULL;
}

static void not_expected(Walk *walk)
{
    static const struct {
        int bit;
        const char *word;
    } words[] = {
        {VALUE, "a value"}, {KEY, "a key"}, {COLON, "':'"}, {COMMA, "','"},
        {CLOSE, "the closing bracket"}, {END, "the end of the file"},
    };
    GString *text = g_string_new(NULL);

    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        if (walk->expected & words[i].bit) {
            g_string_append_printf(text, "%s %s",
                                   text->len ? " or" : "expected",
                                   words[i].word);
        }
    }
    walk->problem = g_string_free(text, FALSE);
}

/* Is one of @what in order here?  If not, that is the problem. */
static gboolean accept(Walk *walk, int what)
{
    if (!(walk->expected & what)) {
        not_expected(walk);
        return FALSE;
    }
    return TRUE;
}

static void remember_place(Walk *walk)
{
    gsize length = walk->path->len;

    if (walk->wanted && length > walk->best &&
        !strncmp(walk->wanted, walk->path->str, length) &&
        strchr(".[", walk->wanted[length])) { /* finds the final NUL too */
        walk->best = length;
        walk->best_line = walk->line;
    }
}

/* A value starts; in an array that is where its path becomes known. */
static gboolean begin_value(Walk *walk)
{
    Level *level = top(walk);

    if (!accept(walk, VALUE)) {
        return FALSE;
    }
    if (level && !level->object) {
        g_string_truncate(walk->path, level->path_length);
        g_string_append_printf(walk->path, "[%u]", level->element);
        remember_place(walk);
    }
    return TRUE;
}

static void end_value(Walk *walk)
{
    walk->expected = walk->depth ? COMMA | CLOSE : END;
}

static void add_key(Walk *walk, Level *level, const char *key, gsize length)
{
    g_string_truncate(walk->path, level->path_length);
    if (walk->path->len) {
        g_string_append_c(walk->path, '.');
    }
    g_string_append_len(walk->path, key, length);
    remember_place(walk);

    /* json-glib would keep the last and say nothing. */
    for (guint i = 0; i < level->n_keys; i++) {
        if (level->key_lengths[i] == length &&
            !memcmp(level->keys[i], key, length)) {
            walk->problem = g_strdup_printf("key \"%s\": given twice",
                                            walk->path->str);
            return;
        }
    }
    if (level->n_keys == MAX_KEYS) {
        walk->problem = g_strdup_printf("more than %d keys in one object",
                                        MAX_KEYS);
        return;
    }
    level->keys[level->n_keys] = key;
    level->key_lengths[level->n_keys++] = length;
    walk->expected = COLON;
}

/* How many characters the escape at @at has; 0: it is none. */
static gsize escape_length(const char *at, const char *end)
{
    if (end - at < 2 || !at[1] || !strchr("\"\\/bfnrtu", at[1])) {
        return 0;
    }
    if (at[1] != 'u') {
        return 2;
    }
    for (int i = 2; i < 6; i++) {
        if (at + i >= end || !g_ascii_isxdigit(at[i])) {
            return 0;
        }
    }
    return 6;
}

static void read_string(Walk *walk)
{
    const char *start = walk->at + 1;

    if (!accept(walk, VALUE | KEY)) {
        return;
    }
    walk->at++;
    while (walk->at < walk->end && *walk->at != '"' && *walk->at != '\n') {
        gsize length = *walk->at == '\\'
            ? escape_length(walk->at, walk->end) : 1;

        if (!length) {
            walk->problem = g_strdup("a string has a bad escape");
            return;
        }
        walk->at += length;
    }
    if (walk->at == walk->end || *walk->at != '"') {
        walk->problem = g_strdup("a string does not end");
    } else if (walk->expected & KEY) {
        add_key(walk, top(walk), start, walk->at - start);
        walk->at++;
    } else if (begin_value(walk)) {
        end_value(walk);
        walk->at++;
    }
}

static const char *skip_digits(const char *at, const char *end)
{
    while (at < end && g_ascii_isdigit(*at)) {
        at++;
    }
    return at;
}

/* -12, 0.5, 1e-3; json-glib knows more forms, JSON does not. */
static gboolean is_number(const char *at, const char *end)
{
    const char *digits = at += at < end && *at == '-';

    at = skip_digits(at, end);
    if (at == digits || (*digits == '0' && at > digits + 1)) {
        return FALSE;
    }
    if (at < end && *at == '.') {
        digits = ++at;
        at = skip_digits(at, end);
        if (at == digits) {
            return FALSE;
        }
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        digits = at += at < end && (*at == '+' || *at == '-');
        at = skip_digits(at, end);
        if (at == digits) {
            return FALSE;
        }
    }
    return at == end;
}

/* true, false, null or a number */
static void read_word(Walk *walk)
{
    static const char *const words[] = {"true", "false", "null"};
    const char *start = walk->at;
    gsize length;
    gboolean known;

    while (walk->at < walk->end && *walk->at &&
           (g_ascii_isalnum(*walk->at) || strchr("+-._", *walk->at))) {
        walk->at++;
    }
    length = walk->at - start;
    known = is_number(start, walk->at);
    for (guint i = 0; i < G_N_ELEMENTS(words) && !known; i++) {
        known = strlen(words[i]) == length && !memcmp(start, words[i], length);
    }
    if (known) {
        if (begin_value(walk)) {
            end_value(walk);
        }
    } else if (length) {
        walk->problem = g_strdup_printf("unexpected word '%.*s'",
                                        (int)MIN(length, 80), start);
    } else {
        length = g_utf8_next_char(start) - start;
        walk->problem = g_strdup_printf("unexpected character '%.*s'",
                                        (int)length, start);
    }
}

static void open_level(Walk *walk, gboolean object)
{
    Level *level;

    if (!begin_value(walk)) {
        return;
    }
    if (walk->depth == MAX_DEPTH) {
        walk->problem = g_strdup_printf("nested more than %d deep", MAX_DEPTH);
        return;
    }
    level = &walk->levels[walk->depth++];
    level->object = object;
    level->element = 0;
    level->n_keys = 0;
    level->path_length = walk->path->len;
    walk->expected = (object ? KEY : VALUE) | CLOSE;
    walk->at++;
}

static void close_level(Walk *walk, gboolean object)
{
    if (!accept(walk, CLOSE)) {
        return;
    }
    if (top(walk)->object != object) {
        walk->problem = g_strdup_printf("'%c' closes '%c'", *walk->at,
                                        object ? '[' : '{');
        return;
    }
    walk->depth--;
    end_value(walk);
    walk->at++;
}

static void walk_text(Walk *walk)
{
    while (walk->at < walk->end && !walk->problem) {
        switch (*walk->at) {
        case '\n':
            walk->line++;
            walk->at++;
            break;
        case ' ':
        case '\t':
        case '\r':
            walk->at++;
            break;
        case '{':
        case '[':
            open_level(walk, *walk->at == '{');
            break;
        case '}':
        case ']':
            close_level(walk, *walk->at == '}');
            break;
        case ':':
            if (accept(walk, COLON)) {
                walk->expected = VALUE;
                walk->at++;
            }
            break;
        case ',':
            if (accept(walk, COMMA)) {
                top(walk)->element++;
                walk->expected = top(walk)->object ? KEY : VALUE;
                walk->at++;
            }
            break;
        case '"':
            read_string(walk);
            break;
        default:
            read_word(walk);
        }
    }
    if (!walk->problem && walk->expected != END) {
        not_expected(walk);
    }
}

static char *walk_all(const char *text, gsize length, const char *wanted,
                      int *line)
{
    Walk *walk = g_new0(Walk, 1);
    char *problem;

    walk->at = text;
    walk->end = text + length;
    walk->line = 1;
    walk->wanted = wanted;
    walk->best_line = 1;
    walk->path = g_string_new(NULL);
    walk->expected = VALUE;
    walk_text(walk);

    *line = wanted ? walk->best_line : walk->line;
    problem = walk->problem;
    g_string_free(walk->path, TRUE);
    g_free(walk);
    return problem;
}

char *hc_json_check(const char *text, gsize length, int *line)
{
    const char *bad;

    if (!g_utf8_validate(text, length, &bad)) {
        *line = 1;
        for (const char *at = text; at < bad; at++) {
            *line += *at == '\n';
        }
        return g_strdup("not UTF-8 text");
    }
    return walk_all(text, length, NULL, line);
}

int hc_json_line(const char *text, gsize length, const char *path)
{
    int line;

    g_free(walk_all(text, length, path, &line));
    return line;
}
