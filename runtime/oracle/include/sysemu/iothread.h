/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fake header, with the place of each call told to the oracle. */
#ifndef ORACLE_SYSEMU_IOTHREAD_H
#define ORACLE_SYSEMU_IOTHREAD_H

#include_next "sysemu/iothread.h"

AioContext *oracle_get(IOThread *iothread, const char *holder,
                       const char *file, int line);
void oracle_put(IOThread *iothread, const char *holder, const char *file,
                int line);
/* The released API: a use that takes no hold. */
AioContext *oracle_get_classic(IOThread *iothread, const char *file,
                               int line);
GMainContext *oracle_get_g_main_context(IOThread *iothread, const char *file,
                                        int line);
IOThread *oracle_iothread_create(const char *id, Error **errp,
                                 const char *file, int line);

#ifndef ORACLE_INTERNAL_H
#ifdef HC_CLASSIC
#define iothread_get_aio_context(iothread) \
    oracle_get_classic((iothread), __FILE__, __LINE__)
#else
#define iothread_get_aio_context(iothread, holder) \
    oracle_get((iothread), (holder), __FILE__, __LINE__)
#define iothread_put_aio_context(iothread, holder) \
    oracle_put((iothread), (holder), __FILE__, __LINE__)
#endif
#define iothread_get_g_main_context(iothread) \
    oracle_get_g_main_context((iothread), __FILE__, __LINE__)
#define iothread_create(id, errp) \
    oracle_iothread_create((id), (errp), __FILE__, __LINE__)
#define iothread_destroy(iothread) \
    oracle_unparent(OBJECT(iothread), "iothread_destroy", __FILE__, __LINE__)
#endif

#endif
