/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every text that Holdcheck says about a hold, in one table, so that wording
 * is reviewed in one place.  HOLD is a hold phrase, "'s->iothread' as path
 * of 'dev'"; HOLDER is a holder phrase, "path of 'dev'", "'virtio-blk'".
 * No trailing period.
 */
#ifndef HC_MESSAGES_H
#define HC_MESSAGES_H

#ifdef __cplusplus
extern "C" {
#endif

typedef enum HcRule {
    HC_RULE_HOLD_LEAK,
    HC_RULE_DOUBLE_PUT,
    HC_RULE_UNHELD_PUT,
    HC_RULE_HOLDER_MISMATCH,
    HC_RULE_USE_AFTER_PUT,
    HC_RULE_HOLDER_NAME,
    HC_RULE_REDUNDANT_REF,
    HC_RULE_UNHELD_CONTEXT,
    HC_RULE_COUNT
} HcRule;

/* X(id, rule, text).  The arguments of each text are named behind it. */
#define HC_WARNINGS(X) \
    X(LEAK_ERROR, HOLD_LEAK, /* HOLD */ \
      "hold of %s leaks when this error is returned") \
    X(LEAK_PATH, HOLD_LEAK, /* HOLD */ \
      "hold of %s leaks on this path") \
    X(LEAK_NEVER, HOLD_LEAK, /* HOLD */ \
      "hold of %s is never put") \
    X(LEAK_OVERWRITE, HOLD_LEAK, /* HOLD */ \
      "hold of %s leaks when its only pointer is overwritten") \
    X(LEAK_DROPPED, HOLD_LEAK, /* HOLD, table */ \
      "hold of %s leaks when it is dropped from '%s'") \
    X(LEAK_TWICE, HOLD_LEAK, /* HOLD */ \
      "hold of %s is taken again but put only once") \
    X(LEAK_SLOT, HOLD_LEAK, /* HOLD, release function */ \
      "hold of %s is never put by '%s'") \
    X(LEAK_SLOT_PATH, HOLD_LEAK, /* HOLD, release function */ \
      "hold of %s leaks on this path of '%s'") \
    X(LEAK_NO_SLOT, HOLD_LEAK, /* HOLD, slot that is missing */ \
      "hold of %s is never put, nothing is registered as '%s'") \
    X(DOUBLE_PUT, DOUBLE_PUT, /* HOLD */ \
      "hold of %s is put twice") \
    X(DOUBLE_PUT_SLOT, DOUBLE_PUT, /* HOLD, first release function */ \
      "hold of %s was already put by '%s'") \
    X(UNHELD_PUT, UNHELD_PUT, /* HOLD */ \
      "hold of %s is put on a path that never took it") \
    X(UNHELD_PUT_SLOT, UNHELD_PUT, /* HOLD, acquire function */ \
      "hold of %s is put even when '%s' did not take it") \
    X(MISMATCH_HOLDER, HOLDER_MISMATCH, /* key, HOLDER put, HOLDER held */ \
      "'%s' is put as %s but held as %s") \
    X(MISMATCH_NOBODY, HOLDER_MISMATCH, /* key, HOLDER put */ \
      "'%s' is put as %s, but nobody holds it under that name") \
    X(MISMATCH_THREAD, HOLDER_MISMATCH, /* key put, HOLDER, key held */ \
      "'%s' is put as %s but the hold is on '%s'") \
    X(USE_AFTER_PUT, USE_AFTER_PUT, /* what is used, key */ \
      "'%s' is used after the last hold of '%s' was put") \
    X(NAME_NULL, HOLDER_NAME, /* */ \
      "holder name is NULL") \
    X(NAME_EMPTY, HOLDER_NAME, /* */ \
      "holder name is empty") \
    X(NAME_FRESH, HOLDER_NAME, /* function that allocates */ \
      "string allocated by '%s' leaks here, the API copies the holder name") \
    X(NAME_FINALIZE, HOLDER_NAME, /* naming function, slot function */ \
      "'%s' returns NULL in '%s', this holder name cannot equal the one held") \
    X(REDUNDANT_REF, REDUNDANT_REF, /* function, key, HOLDER */ \
      "'%s' of '%s' is redundant beside its hold as %s") \
    X(UNHELD_FIELD, UNHELD_CONTEXT, /* key */ \
      "AioContext of '%s' is read directly, without a hold") \
    X(UNHELD_GET, UNHELD_CONTEXT, /* key */ \
      "AioContext of '%s' is obtained without a hold")

#define HC_NOTES(X) \
    X(TAKEN, /* HOLDER */ "held here as %s") \
    X(TAKEN_PLAIN, /* */ "held here") \
    X(KEPT, /* owner place */ "hold is kept in '%s'") \
    X(PUT, /* HOLDER */ "put here as %s") \
    X(PUT_PLAIN, /* */ "put here") \
    X(FAILS, /* function */ "'%s' fails here") \
    X(ERROR_SET, /* */ "error is set here") \
    X(SLOT_SET, /* function, slot */ "'%s' is registered as '%s' here") \
    X(SLOT_SKIPS, /* function */ "'%s' returns here without the put") \
    X(SLOT_RUNS, /* function */ "'%s' also runs when nothing was taken") \
    X(NO_REASON, /* */ "'holdcheck: ignore' needs a reason, it is not honoured")

/* What an editor shows beside findings. */
#define HC_EDITOR_TEXTS(X) \
    X(INSERT, /* code */ "Holdcheck: insert %s") \
    X(REMOVE, /* code */ "Holdcheck: remove %s") \
    X(REPLACE, /* code */ "Holdcheck: write %s instead") \
    X(HOLD, /* key, HOLDER */ "Hold of '%s' as %s") \
    X(PUTS, /* key, HOLDER */ "Puts the hold of '%s' as %s") \
    X(PUT_IN, /* function */ "put in '%s'") \
    X(TAKEN_IN, /* function */ "taken in '%s'") \
    X(NO_PUT, /* */ "no put was seen") \
    X(NOT_ALWAYS, /* */ "not always put, see the warning")

typedef enum HcMessage {
#define X(id, rule, text) HC_MSG_##id,
    HC_WARNINGS(X)
#undef X
#define X(id, text) HC_NOTE_##id,
    HC_NOTES(X)
#undef X
#define X(id, text) HC_EDITOR_##id,
    HC_EDITOR_TEXTS(X)
#undef X
    HC_MESSAGE_COUNT
} HcMessage;

/* The text of @message, a printf format that takes only %s. */
const char *hc_message_text(HcMessage message);

/* The rule a warning belongs to; all others give HC_RULE_COUNT. */
HcRule hc_message_rule(HcMessage message);

/* "HoldLeak", ... */
const char *hc_rule_name(HcRule rule);

/* One line on the rule, as shown by -analyzer-checker-help. */
const char *hc_rule_description(HcRule rule);

#ifdef __cplusplus
}
#endif

#endif
