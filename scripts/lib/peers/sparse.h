/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The holder API for sparse: a context, which is a number for each function
 * that a get raises and a put lowers.
 *
 * Can say: within one function, that the number is not the same on all paths,
 * or not zero at the end, or below zero.
 * Cannot say: whose hold it is (the expression of the attribute is read and
 * not used), so neither the name nor the IOThread; a function that is meant to
 * keep its hold is a report, unless it is annotated, too.
 */
#ifndef PEERS_SPARSE_H
#define PEERS_SPARSE_H

#include "qemu/osdep.h"
#include "sysemu/iothread.h"

AioContext *iothread_get_aio_context(IOThread *iothread, const char *holder)
    __attribute__((context(iothread, 0, 1)));
void iothread_put_aio_context(IOThread *iothread, const char *holder)
    __attribute__((context(iothread, 1, 0)));

#endif
