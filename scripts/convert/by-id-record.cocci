// SPDX-License-Identifier: GPL-2.0-or-later
//
// A record with a list of names that by-id.cocci is about: what the names
// stood for is kept beside the list.
//
//   <LIST>, <LIST_FIELD>   the record of a node, the field that has the list
//   <KEEPER>               the new field

@@
identifier S;
typedef GPtrArray, <LIST>;
@@
 struct S {
     ...
     <LIST> *<LIST_FIELD>;
+    GPtrArray *<KEEPER>;
     ...
 };
