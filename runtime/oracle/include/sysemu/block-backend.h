/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fake header, with each use of an AioContext told to the oracle. */
#ifndef ORACLE_SYSEMU_BLOCK_BACKEND_H
#define ORACLE_SYSEMU_BLOCK_BACKEND_H

#include_next "sysemu/block-backend.h"

/* Returns: (transfer full): blk_unref() */
BlockBackend *blk_new(AioContext *ctx, uint64_t perm, uint64_t shared_perm);

#ifndef ORACLE_INTERNAL_H
#define blk_set_aio_context(blk, new_context, errp) \
    blk_set_aio_context( \
        blk, ORACLE_USE(new_context, "blk_set_aio_context"), errp)
#define bdrv_try_change_aio_context(bs, ctx, ignore_child, errp) \
    bdrv_try_change_aio_context( \
        bs, ORACLE_USE(ctx, "bdrv_try_change_aio_context"), ignore_child, \
        errp)
#endif

#endif
