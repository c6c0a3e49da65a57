/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Does not matter: iothread_get_aio_context stands only here. */
#include "qemu/osdep.h"

const char other_name[] = "iothread_put_aio_context";
