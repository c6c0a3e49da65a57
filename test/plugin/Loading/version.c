/* SPDX-License-Identifier: GPL-2.0-or-later */
// Clang refuses a plugin that was built for another version, in one line, and
// goes on without it.
// RUN: %clang -shared -fPIC -o %t.so %S/Inputs/other-version.c
// RUN: %clang -cc1 -analyze -load %t.so -analyzer-checker=core %s 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not="Stack dump"
// CHECK: warning: checker plugin '{{.*}}.so' is not compatible with this version of the analyzer [-Wanalyzer-incompatible-plugin]
// CHECK: version.c:[[@LINE+3]]:{{.*}}warning: {{.*}}ereference of null pointer
int deref(int *p)
{
    return p ? 0 : *p;
}

// Ours was built for this one.
// RUN: %clang -cc1 -analyze -load %plugin -analyzer-checker=core,qemu.iothread %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=OURS
// OURS-NOT: incompatible
// OURS: version.c:{{.*}}warning: {{.*}}ereference of null pointer
