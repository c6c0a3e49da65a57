// SPDX-License-Identifier: GPL-2.0-or-later
//
// A set-up function gets an IOThread for a device and nothing ever lets it
// go: it gets a counterpart, called first when the device is unrealized.
//
//   <ACQUIRE>, <IOTHREAD>, <OWNER>   the function that gets, what, whose path
//   <HOLDER>                         the variable for that name
//   <RELEASE>                        the new function
//   <RECORD>, <DEVICE>               the type and name of its parameter
//   <HEAD>                           a declaration it needs to name <IOTHREAD>
//   <UNREALIZE>, <SELF>              the slot that calls it, the device there

@prototype@
typedef <RECORD>, Error;
identifier D, E;
@@
-void <ACQUIRE>(<RECORD> *D, Error **E);
+void <ACQUIRE>(<RECORD> *<DEVICE>, Error **errp);
+void <RELEASE>(<RECORD> *<DEVICE>);

@get@
expression C;
@@
 <ACQUIRE>(...)
 {
 <...
+HC_HOLDER(<HOLDER>, <OWNER>);
 C = iothread_get_aio_context(<IOTHREAD>
+    , <HOLDER>
 );
 ...>
 }

@release@
@@
 <ACQUIRE>(...)
 {
     ...
 }
+/* Context: QEMU global mutex held */
+void <RELEASE>(<RECORD> *<DEVICE>)
+{
+    HC_TOP("<HEAD>");
+
+    if (<IOTHREAD>) {
+        HC_HOLDER(<HOLDER>, <OWNER>);
+        iothread_put_aio_context(<IOTHREAD>, <HOLDER>);
+    }
+}

@call@
identifier D;
typedef DeviceState;
@@
 <UNREALIZE>(DeviceState *D)
 {
+HC_AFTER_LOCALS("<RELEASE>(<SELF>)");
     ...
 }
