/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEST_RUNTIME_SHAPES_H
#define TEST_RUNTIME_SHAPES_H

#include "sysemu/iothread.h"

AioContext *shapes_attach(IOThread *iothread, const char *id);
void shapes_detach(IOThread *iothread, const char *id);

#endif
