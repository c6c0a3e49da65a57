// SPDX-License-Identifier: GPL-2.0-or-later
//
// An object keeps an IOThread in a field and lets it go in instance_finalize,
// where it has no path any more: the name is saved with the hold, and the
// context beside it, so that several gets become one hold.
//
//   <STRUCT>, <FIELD>                  the owner's record and its field
//   <ACQUIRE>, <IOTHREAD>, <OWNER>     the function that refers, what it gets,
//                                      the object whose path is the name
//   <CONTEXT>, <NAME>                  where both are saved, as seen there
//   <RELEASE>, <RELEASED>              instance_finalize and what it lets go
//   <RELEASED_CONTEXT>, <RELEASED_NAME>

@members@
typedef IOThread, AioContext;
@@
 struct <STRUCT> {
     ...
     IOThread *<FIELD>;
+    AioContext *<FIELD>_ctx;
+    char *<FIELD>_holder;
     ...
 };

@unref@
@@
 <ACQUIRE>(...)
 {
 <...
-object_ref(OBJECT(<IOTHREAD>));
 ...>
 }

@own@
identifier C;
typedef AioContext;
@@
 <ACQUIRE>(...)
 {
 <+...
 AioContext *C = iothread_get_aio_context(<IOTHREAD>);
 ...+>
 }

@own_uses@
identifier own.C;
@@
 <ACQUIRE>(...)
 {
 <...
-C
+<CONTEXT>
 ...>
 }

@own_get@
identifier own.C;
@@
 <ACQUIRE>(...)
 {
 <...
-AioContext *C = iothread_get_aio_context(<IOTHREAD>);
+<NAME> = object_get_canonical_path(<OWNER>);
+<CONTEXT> = iothread_get_aio_context(<IOTHREAD>, <NAME>);
 ...>
 }

@assigned@
expression C;
@@
 <ACQUIRE>(...)
 {
 <...
+<NAME> = object_get_canonical_path(<OWNER>);
-C = iothread_get_aio_context(<IOTHREAD>);
+<CONTEXT> = iothread_get_aio_context(<IOTHREAD>, <NAME>);
+C = <CONTEXT>;
 ...>
 }

// What is set up with the first such object is only taken down if it was: an
// object whose set-up failed is finalized, too.
@inactive@
identifier ACTIVE;
expression LIST;
@@
 <RELEASE>(...)
 {
 <...
 if (
-    QTAILQ_EMPTY(LIST)
+    ACTIVE && QTAILQ_EMPTY(LIST)
 ) {
     ACTIVE = false;
     ...
 }
 ...>
 }

@release@
@@
 <RELEASE>(...)
 {
 <...
-object_unref(OBJECT(<RELEASED>));
+/* Without a name there was no hold; the path is gone by now */
+if (<RELEASED_NAME>) {
+    iothread_put_aio_context(<RELEASED>, <RELEASED_NAME>);
+    g_free(<RELEASED_NAME>);
+}
 ...>
 }

// All other gets of the owner see the context that is saved.
@others@
identifier C, S, other;
@@
 other(...)
 {
 <+...
 AioContext *C = iothread_get_aio_context(S-><FIELD>);
 ...+>
 }

@others_uses@
identifier others.C, others.S, others.other;
@@
 other(...)
 {
 <...
-C
+S-><FIELD>_ctx
 ...>
 }

@others_get@
identifier others.C, others.S, others.other;
@@
 other(...)
 {
 <...
-AioContext *C = iothread_get_aio_context(S-><FIELD>);
 ...>
 }

@rest@
identifier S;
@@
-iothread_get_aio_context(S-><FIELD>)
+S-><FIELD>_ctx
