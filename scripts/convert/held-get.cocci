// SPDX-License-Identifier: GPL-2.0-or-later
//
// A device keeps an IOThread in a field from one function to another and
// refers to it by hand in between: the hold takes the place of the reference.
// This is where it is got; held-put.cocci is the other end.
//
//   <ACQUIRE>, <IOTHREAD>   the function that gets, and what it gets
//   <OWNER>                 the object whose path is the name
//   <HOLDER>, <CONTEXT>     variables for the name and for the context

@unref@
@@
 <ACQUIRE>(...)
 {
 <...
-object_ref(OBJECT(<IOTHREAD>));
 ...>
 }

@unref_bare@
@@
 <ACQUIRE>(...)
 {
 <...
-object_ref(<IOTHREAD>);
 ...>
 }

@declared@
identifier C;
typedef AioContext;
@@
 <ACQUIRE>(...)
 {
 <...
+HC_HOLDER(<HOLDER>, <OWNER>);
 AioContext *C = iothread_get_aio_context(<IOTHREAD>
+, <HOLDER>
 );
 ...>
 }

@assigned@
expression C;
@@
 <ACQUIRE>(...)
 {
 <...
+HC_HOLDER(<HOLDER>, <OWNER>);
 C = iothread_get_aio_context(<IOTHREAD>
+, <HOLDER>
 );
 ...>
 }

// As an argument it would make an overlong line.
@nested@
expression C;
identifier G;
expression list ES1, ES2;
@@
 <ACQUIRE>(...)
 {
 <...
+HC_LOCAL("AioContext *<CONTEXT>");
+HC_HOLDER(<HOLDER>, <OWNER>);
+<CONTEXT> = iothread_get_aio_context(<IOTHREAD>, <HOLDER>);
 C = G(ES1,
-iothread_get_aio_context(<IOTHREAD>)
+<CONTEXT>
 , ES2);
 ...>
 }

@nested_alone@
identifier G;
expression list ES1, ES2;
@@
 <ACQUIRE>(...)
 {
 <...
+HC_LOCAL("AioContext *<CONTEXT>");
+HC_HOLDER(<HOLDER>, <OWNER>);
+<CONTEXT> = iothread_get_aio_context(<IOTHREAD>, <HOLDER>);
 G(ES1,
-iothread_get_aio_context(<IOTHREAD>)
+<CONTEXT>
 , ES2);
 ...>
 }
