/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <glib.h>
#include "oracle/internal.h"

/* What is answered; grows with false for what is asked behind its end. */
static GString *answers;
static size_t asked;

bool oracle_choice(void)
{
    bool answer;

    oracle_lock();
    if (!answers) {
        answers = g_string_new(NULL);
    }
    if (asked == answers->len) {
        g_string_append_c(answers, '0');
    }
    answer = answers->str[asked++] == '1';
    oracle_unlock();
    return answer;
}

void oracle_choose(const char *string)
{
    oracle_lock();
    if (!answers) {
        answers = g_string_new(NULL);
    }
    g_string_assign(answers, string);
    asked = 0;
    oracle_unlock();
}

void oracle_choose_again(void)
{
    oracle_lock();
    asked = 0;
    oracle_unlock();
}

size_t oracle_choices(void)
{
    size_t n;

    oracle_lock();
    n = asked;
    oracle_unlock();
    return n;
}

/*
 * Depth first: what was asked is a path down a tree, and the next path turns
 * off at the last answer that was false.
 */
bool oracle_choose_next(void)
{
    bool more = false;

    oracle_lock();
    while (asked > 0 && !more) {
        more = answers->str[--asked] == '0';
    }
    if (answers) {
        g_string_truncate(answers, more ? asked : 0);
        if (more) {
            g_string_append_c(answers, '1');
        }
    }
    asked = 0;
    oracle_unlock();
    return more;
}
