/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/words.h"

#include <string.h>

/* Small enough for the first cache of the processor. */
#define SLOTS 4096

struct HcWords {
    guint n;
    char **text;
    gsize *length;
    gsize window;        /* length of the shortest word */
    guint8 jump[SLOTS];  /* how far, by the last two bytes of the window */
    guint *first;        /* of SLOTS: 1 + first word with these bytes there */
    guint *next;         /* 1 + next word */
};

static inline guint slot_of(const char *p)
{
    return (((guint8)p[0] << 5) ^ (guint8)p[1]) & (SLOTS - 1);
}

HcWords *hc_words_new(const char *const *words, guint n)
{
    HcWords *self = g_new0(HcWords, 1);

    self->n = n;
    self->text = g_new0(char *, n + 1);
    self->length = g_new0(gsize, n + 1);
    self->first = g_new0(guint, SLOTS);
    self->next = g_new0(guint, n + 1);
    self->window = G_MAXUINT8;
    for (guint i = 0; i < n; i++) {
        self->text[i] = g_strdup(words[i]);
        self->length[i] = strlen(words[i]);
        if (self->length[i]) {
            self->window = MIN(self->window, self->length[i]);
        }
    }
    if (self->window < 2) {
        return self;
    }
    memset(self->jump, self->window - 1, SLOTS);
    for (guint i = n; i-- > 0;) {
        if (!self->length[i]) {
            continue;
        }
        for (gsize j = 1; j < self->window; j++) {
            guint slot = slot_of(self->text[i] + j - 1);

            self->jump[slot] = MIN(self->jump[slot], self->window - 1 - j);
            if (j == self->window - 1) {
                self->next[i] = self->first[slot];
                self->first[slot] = i + 1;
            }
        }
    }
    return self;
}

void hc_words_free(HcWords *self)
{
    if (self) {
        g_strfreev(self->text);
        g_free(self->length);
        g_free(self->first);
        g_free(self->next);
        g_free(self);
    }
}

static gboolean is_at(const HcWords *self, guint word, const char *text,
                      gsize length, gsize at)
{
    gsize size = self->length[word];

    return size && at + size <= length &&
           memcmp(text + at, self->text[word], size) == 0 &&
           (!at || !hc_is_word(text[at - 1])) &&
           (at + size == length || !hc_is_word(text[at + size]));
}

/* For words of one letter, which leave no window. */
static int next_slowly(const HcWords *self, const char *text, gsize length,
                       gsize *at)
{
    for (; *at < length; (*at)++) {
        if (*at && hc_is_word(text[*at - 1])) {
            continue;
        }
        for (guint i = 0; i < self->n; i++) {
            if (is_at(self, i, text, length, *at)) {
                return i;
            }
        }
    }
    return -1;
}

int hc_words_next(const HcWords *self, const char *text, gsize length,
                  gsize *at)
{
    gsize window = self->window;
    gsize end;

    if (window < 2) {
        return next_slowly(self, text, length, at);
    }
    for (end = *at + window; end <= length;) {
        guint slot = slot_of(text + end - 2);
        guint jump = self->jump[slot];

        if (jump) {
            end += jump;
            continue;
        }
        for (guint i = self->first[slot]; i; i = self->next[i - 1]) {
            if (is_at(self, i - 1, text, length, end - window)) {
                *at = end - window;
                return i - 1;
            }
        }
        end++;
    }
    *at = length;
    return -1;
}
