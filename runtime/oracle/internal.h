/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the two halves of the oracle share.  log, verdict, report and choice
 * know GLib and no QEMU; the rest is QEMU's side and is compiled with the
 * same fake headers as the programs, so both agree on every struct.
 *
 * One lock guards all.  It is never held while code of the program runs.  It
 * is a pthread mutex because ThreadSanitizer does not see those of GLib.
 */
#ifndef ORACLE_INTERNAL_H
#define ORACLE_INTERNAL_H

#include "oracle/oracle.h"

void oracle_lock(void);
void oracle_unlock(void);

/* The following want the lock. */

/* Returns: the number of the next IOThread, from 1 */
unsigned oracle_next_iothread(void);

/*
 * @id, @holder: (nullable) (transfer none)
 * @function: (transfer none)
 */
void oracle_log(OracleEventKind kind, unsigned iothread, const char *id,
                const char *holder, const char *function, const char *file,
                int line);

/*
 * Returns: (transfer none): zeroed memory that lives until reset.  Everything
 * that a program may misuse after its end is kept in such.
 */
void *oracle_keep(size_t size);

/* Returns: (transfer none): a copy that lives until reset */
const char *oracle_keep_string(const char *string);

/* Remembers what is known of @address, until reset. */
void oracle_know(const void *address, void *record);
/* Returns: (nullable): never follows @address, which may be anything */
void *oracle_known(const void *address);

/* @fn runs at each reset from now on, with the lock, before all is freed. */
void oracle_at_reset(void (*fn)(void));

/* The following take the lock themselves. */

/* A copy of the event at @n; false if there is none. */
bool oracle_peek(size_t n, OracleEvent *event);
/* Starts the string of choices again. */
void oracle_choose_again(void);

/* Writes the report to where it goes when the process ends. */
void oracle_report(void);

#endif
