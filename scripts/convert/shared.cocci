// SPDX-License-Identifier: GPL-2.0-or-later
//
// A static IOThread shared by the clients of one file, created with the first
// and destroyed with the last: one hold per client, put when it leaves, before
// the last one destroys the IOThread.
//
//   <ACQUIRE>, <IOTHREAD>   the function that gets, and what;
//   <RELEASE>               the function that destroys; HC_NAME becomes the literal

@get@
@@
 <ACQUIRE>(...)
 {
 <...
 iothread_get_aio_context(<IOTHREAD>
+    , HC_NAME
 )
 ...>
 }

@put@
expression C;
@@
 <RELEASE>(...)
 {
 ...
+iothread_put_aio_context(<IOTHREAD>, HC_NAME);
 if (C) {
     ...
     iothread_destroy(<IOTHREAD>);
     ...
 }
 ...
 }
