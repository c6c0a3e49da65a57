/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * See cppcheck.cfg.  Not one expression: only a plain assignment to a local
 * variable starts the watch, and cppcheck reads on over the semicolon where a
 * get stands in an argument.  Where it does not, the file is read again with
 * PEERS_EXPRESSION.
 *
 * QEMU's own headers are too much for cppcheck 2.10 (it stops at an internal
 * error in the lock guards), so a file is read without them, as its manual
 * advises, with the few macros that are no C without their definition.
 */
#ifndef PEERS_CPPCHECK_H
#define PEERS_CPPCHECK_H

#define QLIST_HEAD(name, type) struct name { struct type *lh_first; }
#define QSLIST_HEAD(name, type) struct name { struct type *slh_first; }
#define QTAILQ_HEAD(name, type) struct name { struct type *tqh_first; }
#define QSIMPLEQ_HEAD(name, type) struct name { struct type *sqh_first; }
#define QLIST_HEAD_INITIALIZER(head) { 0 }
#define QTAILQ_HEAD_INITIALIZER(head) { 0 }
#define QSIMPLEQ_HEAD_INITIALIZER(head) { 0 }
#define QLIST_ENTRY(type) struct { struct type *le_next; }
#define QTAILQ_ENTRY(type) struct { struct type *tqe_next; }
#define QSIMPLEQ_ENTRY(type) struct { struct type *sqe_next; }
#define QLIST_FOREACH(var, head, field) \
    for ((var) = (head)->lh_first; (var); (var) = (var)->field.le_next)
#define QLIST_FOREACH_SAFE(var, head, field, next) \
    QLIST_FOREACH(var, head, field)
#define QTAILQ_FOREACH(var, head, field) \
    for ((var) = (head)->tqh_first; (var); (var) = (var)->field.tqe_next)
#define QTAILQ_FOREACH_SAFE(var, head, field, next) \
    QTAILQ_FOREACH(var, head, field)
#define QSIMPLEQ_FOREACH(var, head, field) \
    for ((var) = (head)->sqh_first; (var); (var) = (var)->field.sqe_next)
#define WITH_QEMU_LOCK_GUARD(lock) if (1)
#define QEMU_LOCK_GUARD(lock) qemu_lock(lock)
#define DECLARE_INSTANCE_CHECKER(type, name, string)
#define DECLARE_CLASS_CHECKERS(type, name, string)
#define DECLARE_OBJ_CHECKERS(type, class, name, string)
#define OBJECT_DECLARE_SIMPLE_TYPE(type, name)
#define OBJECT_DECLARE_TYPE(type, class, name)
#define type_init(function)
#define coroutine_fn

#ifdef PEERS_EXPRESSION
#define iothread_get_aio_context(iothread, holder) \
    (iothread = peer_hold(holder))
#else
#define iothread_get_aio_context(iothread, holder) \
    peer_context(); iothread = peer_hold(holder)
#endif

#endif
