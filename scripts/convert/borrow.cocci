// SPDX-License-Identifier: GPL-2.0-or-later
//
// An IOThread is used for one call that keeps nothing of it, by somebody who
// is no device: held under a literal name around that call.
//
//   <USER>, <IOTHREAD>   the function, what it gets; HC_NAME becomes the literal

@argument@
identifier CALL;
expression list ES;
@@
 <USER>(...)
 {
 <...
 CALL(iothread_get_aio_context(<IOTHREAD>
+     , HC_NAME
      ), ES);
+iothread_put_aio_context(<IOTHREAD>, HC_NAME);
 ...>
 }

@alone@
identifier CALL;
@@
 <USER>(...)
 {
 <...
 CALL(iothread_get_aio_context(<IOTHREAD>
+     , HC_NAME
      ));
+iothread_put_aio_context(<IOTHREAD>, HC_NAME);
 ...>
 }

@variable@
identifier C, CALL;
expression list ES;
typedef AioContext;
@@
 <USER>(...)
 {
 <...
(
 AioContext *C = iothread_get_aio_context(<IOTHREAD>
+    , HC_NAME
 );
|
 C = iothread_get_aio_context(<IOTHREAD>
+    , HC_NAME
 );
)
 ...
 CALL(C, ES);
+iothread_put_aio_context(<IOTHREAD>, HC_NAME);
 ...>
 }
