/* SPDX-License-Identifier: GPL-2.0-or-later */
// A contract that cannot be used: one line names file, line and key, and
// nothing is analysed with half a contract.

// RUN: rm -f %t.missing.json
// RUN: not %check -analyzer-config qemu.iothread:Contract=%t.missing.json %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=MISSING --implicit-check-not=error: --implicit-check-not=warning: --implicit-check-not="Stack dump"
// MISSING: error: {{.*}}.missing.json{{.*}}

// RUN: echo '{' > %t.syntax.json
// RUN: echo '  "pairs": [' >> %t.syntax.json
// RUN: echo '    oops' >> %t.syntax.json
// RUN: not %check -analyzer-config qemu.iothread:Contract=%t.syntax.json %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=SYNTAX --implicit-check-not=error: --implicit-check-not=warning: --implicit-check-not="Stack dump"
// SYNTAX: error: {{.*}}.syntax.json:3: {{.*}}oops

// RUN: sed 's/"keyType"/"keytype"/' %S/../../../checker/contract/contract.json > %t.key.json
// RUN: not %check -analyzer-config qemu.iothread:Contract=%t.key.json %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=KEY --implicit-check-not=error: --implicit-check-not=warning: --implicit-check-not="Stack dump"
// KEY: error: {{.*}}.key.json:{{[0-9]+}}: {{.*}}keytype

// RUN: sed 's/"dialect": "holder"/"dialect": "modern"/' %S/../../../checker/contract/contract.json > %t.value.json
// RUN: not %check -analyzer-config qemu.iothread:Contract=%t.value.json %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=VALUE --implicit-check-not=error: --implicit-check-not=warning: --implicit-check-not="Stack dump"
// VALUE: error: {{.*}}.value.json:{{[0-9]+}}: {{.*}}dialect{{.*}}modern

// RUN: rm -f %t.empty.json && touch %t.empty.json
// RUN: not %check -analyzer-config qemu.iothread:Contract=%t.empty.json %s 2>&1 \
// RUN:   | FileCheck %s --check-prefix=EMPTY --implicit-check-not=error: --implicit-check-not=warning: --implicit-check-not="Stack dump"
// EMPTY: error: {{.*}}.empty.json:1: {{.*}}

// A whole contract is taken without a word.
// RUN: cp %S/../../../checker/contract/contract.json %t.good.json
// RUN: %check -analyzer-config qemu.iothread:Contract=%t.good.json -verify %s
#include "qemu/osdep.h"
#include "block/aio.h"
#include "hw/qdev-core.h"
#include "sysemu/block-backend.h"
#include "sysemu/iothread.h"

#define TYPE_VBLK "vblk"

typedef struct VBlk {
    DeviceState parent_obj;
    IOThread *iothread;
    IOThread *event_iothread;
    AioContext *ctx;
    BlockBackend *blk;
    QEMUBH *bh;
    char *holder;
    char *serial;
    int index;
    bool scsi;
} VBlk;

DECLARE_INSTANCE_CHECKER(VBlk, VBLK, TYPE_VBLK)

void leak(VBlk *s)
{
    AioContext *ctx = iothread_get_aio_context(s->iothread, "vblk");

    aio_notify(ctx);
    iothread_put_aio_context(s->iothread, "virtio-blk"); // expected-warning{{'s->iothread' is put as 'virtio-blk' but held as 'vblk'}}
}
