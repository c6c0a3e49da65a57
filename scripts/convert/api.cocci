// SPDX-License-Identifier: GPL-2.0-or-later
//
// The IOThread class itself: get and put, the lock's life, query-iothreads.
// The class never holds itself, or it would never be finalised.

@self@
expression E;
@@
-iothread_get_aio_context(E)
+E->ctx

@get@
typedef AioContext, IOThread, strList, GList;
identifier I;
@@
-AioContext *iothread_get_aio_context(IOThread *I)
+AioContext *iothread_get_aio_context(IOThread *I, const char *holder)
 {
+    qemu_mutex_lock(&I->holders_lock);
+    iothread_holders_add(&I->holders, holder);
+    qemu_mutex_unlock(&I->holders_lock);
+    object_ref(OBJECT(I));
     ...
 }
+
+void iothread_put_aio_context(IOThread *I, const char *holder)
+{
+    bool held;
+
+    qemu_mutex_lock(&I->holders_lock);
+    held = iothread_holders_remove(&I->holders, holder);
+    qemu_mutex_unlock(&I->holders_lock);
+
+    if (!held) {
+        char *id = iothread_get_id(I);
+
+        /* After object-del an IOThread lives on, but has no id */
+        if (id) {
+            error_report("IOThread '%s' is not held by '%s'", id, holder);
+        } else {
+            error_report("a deleted IOThread is not held by '%s'", holder);
+        }
+        g_free(id);
+        return;
+    }
+    /* Can be the end of the IOThread */
+    object_unref(OBJECT(I));
+}
+
+/* The names are copied: the list may change as soon as the lock is dropped */
+static strList *iothread_list_holders(IOThread *I)
+{
+    strList *head = NULL, **tail = &head;
+    GList *entry;
+
+    qemu_mutex_lock(&I->holders_lock);
+    for (entry = I->holders; entry; entry = entry->next) {
+        QAPI_LIST_APPEND(tail, g_strdup(entry->data));
+    }
+    qemu_mutex_unlock(&I->holders_lock);
+    return head;
+}

@query@
typedef IOThreadInfo;
identifier F, V, I;
@@
 F(...)
 {
     <+...
     V = g_new0(IOThreadInfo, 1);
     ...
     V->id = iothread_get_id(I);
+    V->holders = iothread_list_holders(I);
     ...+>
 }

// The slots are found by name in the TypeInfo.
@slots@
typedef TypeInfo;
identifier T, INIT, FINALIZE;
@@
 TypeInfo T = {
     ...,
     .instance_init = INIT,
     ...,
     .instance_finalize = FINALIZE,
     ...
 };

@lock@
identifier slots.INIT, V, O;
expression E;
typedef Object;
@@
 INIT(Object *O)
 {
     IOThread *V = E;
     ...
+    qemu_mutex_init(&V->holders_lock);
 }

@unlock@
identifier slots.FINALIZE, V, O;
expression E;
typedef Object;
@@
 FINALIZE(Object *O)
 {
     IOThread *V = E;
     ...
+    /* Every hold has a reference; what is left was unreferenced by others */
+    iothread_holders_clear(&V->holders);
+    qemu_mutex_destroy(&V->holders_lock);
 }
