/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BLOCK_EXPORT_H
#define BLOCK_EXPORT_H

#include "qapi/error.h"
#include "qemu/osdep.h"
#include "qemu/queue.h"

typedef enum BlockExportType {
    BLOCK_EXPORT_TYPE_NBD,
    BLOCK_EXPORT_TYPE_VHOST_USER_BLK,
    BLOCK_EXPORT_TYPE_FUSE,
    BLOCK_EXPORT_TYPE_VDUSE_BLK,
} BlockExportType;

typedef struct BlockExportOptions {
    BlockExportType type;
    char *id;
    bool has_fixed_iothread;
    bool fixed_iothread;
    char *iothread;
    char *node_name;
    bool has_writable;
    bool writable;
} BlockExportOptions;

typedef struct BlockExport BlockExport;

typedef struct BlockExportDriver {
    BlockExportType type;
    size_t instance_size;
    int (*create)(BlockExport *exp, BlockExportOptions *opts, Error **errp);
    void (*delete)(BlockExport *exp);
    void (*request_shutdown)(BlockExport *exp);
} BlockExportDriver;

struct BlockExport {
    const BlockExportDriver *drv;
    char *id;
    int refcount;
    bool user_owned;
    AioContext *ctx;
    BlockBackend *blk;
    QLIST_ENTRY(BlockExport) next;
};

void blk_exp_ref(BlockExport *exp);
void blk_exp_unref(BlockExport *exp);

#endif
