/* SPDX-License-Identifier: GPL-2.0-or-later */
// What is mistyped is refused by clang itself.
// RUN: not %check -analyzer-config qemu.iothread.UnheldContext:Classic=maybe %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=VALUE --implicit-check-not=error:
// VALUE: error: invalid input for checker option 'qemu.iothread.UnheldContext:Classic', that expects a boolean value
// RUN: not %check -analyzer-config qemu.iothread.UnheldContext:Clasic=true %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=OPTION --implicit-check-not=error:
// OPTION: error: checker 'qemu.iothread.UnheldContext' has no option called 'Clasic'
// RUN: not %check -analyzer-checker=qemu.iothread.HoldLeek %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=CHECKER --implicit-check-not=error:
// CHECKER: error: no analyzer checkers or packages are associated with 'qemu.iothread.HoldLeek'
int nothing;
