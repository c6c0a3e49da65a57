/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "bodies.h"

int first_run(IOThread *iothread, int fails)
{
    BODIES_TAKE(iothread);
    if (fails) {
        return -1;
    }
    BODIES_PUT(iothread);
    return 0;
}
