/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/messages.h"

static const char *const texts[] = {
#define X(id, rule, text) [HC_MSG_##id] = text,
    HC_WARNINGS(X)
#undef X
#define X(id, text) [HC_NOTE_##id] = text,
    HC_NOTES(X)
#undef X
#define X(id, text) [HC_EDITOR_##id] = text,
    HC_EDITOR_TEXTS(X)
#undef X
};

static const HcRule rules[] = {
#define X(id, rule, text) [HC_MSG_##id] = HC_RULE_##rule,
    HC_WARNINGS(X)
#undef X
#define X(id, text) [HC_NOTE_##id] = HC_RULE_COUNT,
    HC_NOTES(X)
#undef X
#define X(id, text) [HC_EDITOR_##id] = HC_RULE_COUNT,
    HC_EDITOR_TEXTS(X)
#undef X
};

static const struct {
    const char *name;
    const char *description;
} rule_table[] = {
    [HC_RULE_HOLD_LEAK] = {
        "HoldLeak", "A hold of an IOThread that is never put" },
    [HC_RULE_DOUBLE_PUT] = {
        "DoublePut", "A put of a hold that was already put" },
    [HC_RULE_UNHELD_PUT] = {
        "UnheldPut", "A put on a path on which the hold was never taken" },
    [HC_RULE_HOLDER_MISMATCH] = {
        "HolderMismatch",
        "A put whose holder name or IOThread differs from the get's" },
    [HC_RULE_USE_AFTER_PUT] = {
        "UseAfterPut",
        "An AioContext used after the last hold that protects it was put" },
    [HC_RULE_HOLDER_NAME] = {
        "HolderName",
        "A holder name that is NULL, empty, leaked or cannot match" },
    [HC_RULE_REDUNDANT_REF] = {
        "RedundantRef",
        "A manual object_ref/object_unref of an IOThread beside a hold" },
    [HC_RULE_UNHELD_CONTEXT] = {
        "UnheldContext", "An AioContext of an IOThread taken with no hold" },
};

const char *hc_message_text(HcMessage message)
{
    return texts[message];
}

HcRule hc_message_rule(HcMessage message)
{
    return rules[message];
}

const char *hc_rule_name(HcRule rule)
{
    return rule_table[rule].name;
}

const char *hc_rule_description(HcRule rule)
{
    return rule_table[rule].description;
}
