/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BLOCK_BACKEND_H
#define BLOCK_BACKEND_H

#include "block/aio.h"
#include "qapi/error.h"

typedef struct BlockConf {
    BlockBackend *blk;
    uint32_t logical_block_size;
} BlockConf;

int blk_set_aio_context(BlockBackend *blk, AioContext *new_context,
                        Error **errp);
AioContext *blk_get_aio_context(BlockBackend *blk);
void blk_set_allow_aio_context_change(BlockBackend *blk, bool allow);
bool blk_is_inserted(BlockBackend *blk);
int64_t blk_getlength(BlockBackend *blk);
void blk_drain(BlockBackend *blk);
void blk_unref(BlockBackend *blk);
bool blkconf_blocksizes(BlockConf *conf, Error **errp);

BlockDriverState *bdrv_find_node(const char *node_name);
int bdrv_try_change_aio_context(BlockDriverState *bs, AioContext *ctx,
                                void *ignore_child, Error **errp);

#endif
