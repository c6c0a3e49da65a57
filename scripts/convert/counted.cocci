// SPDX-License-Identifier: GPL-2.0-or-later
//
// An object that is counted and freed in a bottom half is made in a function
// that gets an IOThread by name and can fail after that: the object keeps the
// IOThread, the failing exit and the bottom half put it under the object's id.
//
//   <CREATE>, <LOCAL>, <ID>   the function, its IOThread variable, the name
//   <RECORD>, <KEPT>          the record of the object, its context
//   <FAIL>                    the label of every way out that fails
//   <DELETE>                  the bottom half; the object's id is its name

@record@
typedef AioContext;
@@
 struct <RECORD> {
     ...
     AioContext *<KEPT>;
+
+    /* The IOThread held for this export, or NULL */
+    struct IOThread *iothread;
     ...
 };

// The failing exit must see the variable.
@hoist@
typedef IOThread;
expression NAME;
@@
 <CREATE>(...)
 {
 <...
(
-IOThread *<LOCAL>;
+HC_TOP("IOThread *<LOCAL> = NULL");
|
-IOThread *<LOCAL> = NULL;
+HC_TOP("IOThread *<LOCAL> = NULL");
|
-IOThread *<LOCAL> = iothread_by_id(NAME);
+HC_TOP("IOThread *<LOCAL> = NULL");
+<LOCAL> = iothread_by_id(NAME);
)
 ...>
 }

@get@
@@
 <CREATE>(...)
 {
 <...
 iothread_get_aio_context(<LOCAL>
+    , <ID>
 )
 ...>
 }

// Staying where it was is no error: then nothing is used.
@stays@
expression R, FIXED;
statement S;
@@
 <CREATE>(...)
 {
 <...
 if (R == 0) S
 else if (FIXED) {
     goto <FAIL>;
 }
+else {
+    iothread_put_aio_context(<LOCAL>, <ID>);
+    <LOCAL> = NULL;
+}
 ...>
 }

// What was moved to the IOThread must not stay there without a hold when the
// function fails after all.
@move@
identifier N, MOVE;
expression R, BS, E1, E2;
@@
 <CREATE>(...)
 {
 <+...
 N = iothread_get_aio_context(<LOCAL>, <ID>);
 ...
 R = MOVE(BS, N, E1, E2);
 ...+>
 }

@moved@
identifier move.N, C;
@@
 <CREATE>(...)
 {
 <...
+HC_TOP("AioContext *moved_from = NULL");
+moved_from = C;
 C = N;
 ...>
 }

@back@
identifier move.MOVE;
expression move.BS;
statement S;
@@
 <CREATE>(...)
 {
 <...
 <FAIL>:
 S
+if (moved_from) {
+    /* Nobody holds the IOThread any more: it must not stay there */
+    MOVE(BS, moved_from, NULL, NULL);
+}
 ...>
 }

@kept@
identifier X;
expression C;
typedef <RECORD>;
@@
 <CREATE>(...)
 {
 <...
 *X = (<RECORD>) {
     ...,
     .<KEPT> = C,
+    .iothread = <LOCAL>,
     ...,
 };
 ...>
 }

@failed@
@@
 <CREATE>(...)
 {
 <...
 <FAIL>:
 ...
+if (<LOCAL>) {
+    iothread_put_aio_context(<LOCAL>, <ID>);
+}
 return NULL;
 ...>
 }

@deleted@
identifier X;
@@
 <DELETE>(...)
 {
 ...
-g_free(X->id);
-g_free(X);
 ...
+HC_BLANK;
+if (X->iothread) {
+    iothread_put_aio_context(X->iothread, X->id);
+}
+g_free(X->id);
+g_free(X);
 }
