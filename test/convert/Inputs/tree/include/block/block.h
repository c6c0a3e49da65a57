/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BLOCK_BLOCK_H
#define BLOCK_BLOCK_H

#include "block/aio.h"

typedef struct BlockDriverState BlockDriverState;
typedef struct BlockBackend BlockBackend;

BlockDriverState *bdrv_find_node(const char *node_name);
AioContext *bdrv_get_aio_context(BlockDriverState *bs);
int bdrv_try_change_aio_context(BlockDriverState *bs, AioContext *ctx,
                                void *ignore, Error **errp);
bool bdrv_has_blk(BlockDriverState *bs);
void bdrv_unref(BlockDriverState *bs);
BlockBackend *blk_new(AioContext *ctx);
int blk_insert_bs(BlockBackend *blk, BlockDriverState *bs, Error **errp);
void blk_unref(BlockBackend *blk);

#endif
