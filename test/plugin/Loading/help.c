/* SPDX-License-Identifier: GPL-2.0-or-later */
// Clang lists the rules and their options, with ours.
// RUN: %clang -cc1 -load %plugin -analyzer-checker-help | FileCheck %s
// CHECK-DAG: qemu.iothread.DoublePut {{.*[a-z]}}
// CHECK-DAG: qemu.iothread.HoldLeak {{.*[a-z]}}
// CHECK-DAG: qemu.iothread.HolderMismatch
// CHECK-DAG: qemu.iothread.HolderName {{.*[a-z]}}
// CHECK-DAG: qemu.iothread.RedundantRef
// CHECK-DAG: qemu.iothread.UnheldContext
// CHECK-DAG: qemu.iothread.UnheldPut {{.*[a-z]}}
// CHECK-DAG: qemu.iothread.UseAfterPut {{.*[a-z]}}
// RUN: %clang -cc1 -load %plugin -analyzer-checker-option-help \
// RUN:   | FileCheck %s --check-prefix=OPTIONS
// OPTIONS-DAG: qemu.iothread:Contract
// OPTIONS-DAG: qemu.iothread.UnheldContext:Classic
