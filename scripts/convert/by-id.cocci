// SPDX-License-Identifier: GPL-2.0-or-later
//
// One function gets an IOThread for every node of a list of names, another
// lets them all go and looks them up again by name.  By then a name can be
// gone, or be somebody else's (object-del): the IOThreads are kept.
//
//   <ACQUIRE>, <RELEASE>   the two functions; for any file that has them
//   <LIST>                 the record of a node of the list

@acquire_prototype@
parameter list PS;
identifier E;
typedef Error, GPtrArray, <LIST>;
@@
 bool <ACQUIRE>(PS,
-        Error **E
+        GPtrArray **iothreads, const char *holder, Error **E
 );

@release_prototype@
identifier L;
@@
 void <RELEASE>(
-        <LIST> *L
+        GPtrArray *iothreads, const char *holder
 );

@acquire@
parameter list PS;
identifier E;
@@
 bool <ACQUIRE>(PS,
-        Error **E
+        GPtrArray **iothreads, const char *holder, Error **E
 )
 {
     ...
 }

@kept@
identifier N, I, C;
expression L, NAME;
typedef AioContext, IOThread;
@@
 <ACQUIRE>(...)
 {
 ...
+ *iothreads = g_ptr_array_new();
 for (N = L; N; N = N->next) {
     IOThread *I = iothread_by_id(NAME);
     AioContext *C = iothread_get_aio_context(I
+    , holder
     );
     ...
-    object_ref(OBJECT(I));
+    g_ptr_array_add(*iothreads, I);
     ...
 }
 ...
 }

@put@
identifier N, L, I;
expression NAME;
@@
 void <RELEASE>(
-        <LIST> *L
+        GPtrArray *iothreads, const char *holder
 )
 {
-<LIST> *N;
+unsigned i;
 ...
 for (
-    N = L; N; N = N->next
+    i = 0; i < iothreads->len; i++
 ) {
-    IOThread *I = iothread_by_id(NAME);
-    object_unref(OBJECT(I));
+    iothread_put_aio_context(g_ptr_array_index(iothreads, i), holder);
 }
+g_ptr_array_free(iothreads, TRUE);
 ...
 }
