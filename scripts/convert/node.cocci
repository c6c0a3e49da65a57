// SPDX-License-Identifier: GPL-2.0-or-later
//
// A command moves a node to an IOThread and returns; nothing in sight ends
// that use.  The node stays there until the next such command or its end:
// what is held is kept by the node's name, and put then, or at once when the
// move fails.
//
//   <COMMAND>, <LOCAL>, <NODE>   the function, its IOThread variable, the name
//   <MOVE>                       the call that moves
//   <DELETE>                     the command that deletes a node

@helpers@
typedef IOThread, GHashTable, gboolean, gpointer;
@@
+/*
+ * The IOThreads that <COMMAND>() holds, by node name: the
+ * node uses its IOThread until it is moved again or deleted.
+ */
+static GHashTable *node_iothreads;
+
+static void node_put_iothread(const char *node_name)
+{
+    IOThread *iothread;
+
+    if (!node_iothreads) {
+        return;
+    }
+    iothread = g_hash_table_lookup(node_iothreads, node_name);
+    if (iothread) {
+        iothread_put_aio_context(iothread, node_name);
+        g_hash_table_remove(node_iothreads, node_name);
+    }
+}
+
+/* iothread: what the node uses from now on, held; NULL: none */
+static void node_keep_iothread(const char *node_name, IOThread *iothread)
+{
+    node_put_iothread(node_name);
+    if (iothread) {
+        if (!node_iothreads) {
+            node_iothreads = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
+        }
+        g_hash_table_insert(node_iothreads, g_strdup(node_name), iothread);
+    }
+}
+
+/* For g_hash_table_foreach_remove() */
+static gboolean node_is_deleted(gpointer node_name, gpointer iothread,
+                                gpointer unused)
+{
+    if (bdrv_find_node(node_name)) {
+        return FALSE;
+    }
+    iothread_put_aio_context(iothread, node_name);
+    return TRUE;
+}
+
+/* A node can also go with the one that it belonged to */
+static void node_put_deleted(void)
+{
+    if (node_iothreads) {
+        g_hash_table_foreach_remove(node_iothreads, node_is_deleted, NULL);
+    }
+}
+
 <DELETE>(...)
 {
     ...
 }

@deleted@
expression B;
@@
 <DELETE>(...)
 {
 <...
 bdrv_unref(B);
+HC_AT_END("node_put_deleted();");
 ...>
 }

@hoist@
expression ID;
typedef IOThread;
@@
 <COMMAND>(...)
 {
 <...
(
-IOThread *<LOCAL> = iothread_by_id(ID);
+HC_TOP("IOThread *<LOCAL> = NULL");
+<LOCAL> = iothread_by_id(ID);
|
-IOThread *<LOCAL>;
+HC_TOP("IOThread *<LOCAL> = NULL");
|
-IOThread *<LOCAL> = NULL;
+HC_TOP("IOThread *<LOCAL> = NULL");
)
 ...>
 }

@get@
@@
 <COMMAND>(...)
 {
 <...
 iothread_get_aio_context(<LOCAL>
+    , <NODE>
 )
 ...>
 }

// What it used before may end with the put, so that comes after its lock is
// dropped.
@moved@
expression list ES;
@@
 <COMMAND>(...)
 {
 <...
-<MOVE>(ES);
+HC_TOP("bool moved = false");
+moved = <MOVE>(ES) == 0;
+HC_AT_END("if (moved) {\n    node_keep_iothread(<NODE>, <LOCAL>);\n} else if (<LOCAL>) {\n    iothread_put_aio_context(<LOCAL>, <NODE>);\n}");
 ...>
 }
