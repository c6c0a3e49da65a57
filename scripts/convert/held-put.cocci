// SPDX-License-Identifier: GPL-2.0-or-later
//
// The other end of held-get.cocci.
//
//   <RELEASE>, <RELEASED>   the function that lets go, and what
//   <RELEASER>, <HOLDER>    the object whose path is the name, the variable

@release@
@@
 <RELEASE>(...)
 {
 <...
+HC_HOLDER(<HOLDER>, <RELEASER>);
-object_unref(OBJECT(<RELEASED>));
+iothread_put_aio_context(<RELEASED>, <HOLDER>);
 ...>
 }

@release_bare@
@@
 <RELEASE>(...)
 {
 <...
+HC_HOLDER(<HOLDER>, <RELEASER>);
-object_unref(<RELEASED>);
+iothread_put_aio_context(<RELEASED>, <HOLDER>);
 ...>
 }
