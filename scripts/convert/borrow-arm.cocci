// SPDX-License-Identifier: GPL-2.0-or-later
//
// As borrow.cocci, but the context comes from one of two arms: it is put under
// the condition of its arm.
//
//   <USER>, <IOTHREAD>   the function, what it gets; HC_NAME becomes the literal

@arms@
expression COND, MAIN;
identifier C, CALL;
expression list ES;
@@
 <USER>(...)
 {
 <...
 if (COND) {
     ...
     C = iothread_get_aio_context(<IOTHREAD>
+    , HC_NAME
     );
     ...
 } else {
     ...
     C = MAIN;
     ...
 }
 ...
 CALL(C, ES);
+if (COND) {
+    iothread_put_aio_context(<IOTHREAD>, HC_NAME);
+}
 ...>
 }
