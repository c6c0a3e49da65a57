// SPDX-License-Identifier: GPL-2.0-or-later
//
// A caller of the functions that by-id.cocci changed.
//
//   <ACQUIRE>, <RELEASE>, <KEEPER>   as there
//   <USER>                           the caller
//   <LIST_FIELD>                     the field that has the list of names
//   <OWNER>, <HOLDER>                the object whose path is the name, the
//                                    variable for it

@acquire@
expression C, E;
expression list ES;
statement S;
@@
 <USER>(...)
 {
 <...
(
+HC_HOLDER(<HOLDER>, <OWNER>);
 if (!<ACQUIRE>(C-><LIST_FIELD>, ES,
-        E
+        &C-><KEEPER>, <HOLDER>, E
         )) S
|
+HC_HOLDER(<HOLDER>, <OWNER>);
 if (!<ACQUIRE>(C.<LIST_FIELD>, ES,
-        E
+        &C.<KEEPER>, <HOLDER>, E
         )) S
)
 ...>
 }

@release@
expression C;
@@
 <USER>(...)
 {
 <...
(
+HC_HOLDER(<HOLDER>, <OWNER>);
 <RELEASE>(
-        C-><LIST_FIELD>
+        C-><KEEPER>, <HOLDER>
 );
|
+HC_HOLDER(<HOLDER>, <OWNER>);
 <RELEASE>(
-        C.<LIST_FIELD>
+        C.<KEEPER>, <HOLDER>
 );
)
 ...>
 }
