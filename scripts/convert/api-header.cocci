// SPDX-License-Identifier: GPL-2.0-or-later
//
// The header of the IOThread class: the list of holders, the get that names
// its holder, and the put.

@@
typedef GList, QemuMutex;
@@
 struct IOThread {
     ...
+
+    /* Names of the users, oldest first, each once per hold */
+    GList *holders;
+    /* Protects holders: a monitor gets and puts in its own IOThread */
+    QemuMutex holders_lock;
 };

@@
typedef AioContext, IOThread;
identifier I;
@@
-AioContext *iothread_get_aio_context(IOThread *I);
+/*
+ * iothread_get_aio_context:
+ * @iothread: the IOThread to use
+ * @holder: who uses it: the QOM path of a device, or another stable name.
+ *          Copied.  Neither NULL nor empty.
+ *
+ * Registers @holder as a user of @iothread.  Until iothread_put_aio_context()
+ * with an equal name, @iothread and its AioContext stay alive.  A name may
+ * hold more than once and must then be put as often.
+ *
+ * Returns: the AioContext, not to be unreferenced
+ */
+AioContext *iothread_get_aio_context(IOThread *iothread, const char *holder);
+
+/*
+ * iothread_put_aio_context:
+ * @iothread: the IOThread
+ * @holder: the name it was got with
+ *
+ * Gives one hold back; that can be the end of @iothread.  A name that does
+ * not hold is reported and changes nothing.
+ */
+void iothread_put_aio_context(IOThread *iothread, const char *holder);
+
