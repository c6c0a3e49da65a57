/* SPDX-License-Identifier: GPL-2.0-or-later */
// What is only printed, or handed to a function that is not seen, makes no
// second path; what becomes the holder's name or the IOThread does.
// RUN: %check -analyzer-config qemu.iothread:Stats=true %s 2>&1 | FileCheck %s
#include "qemu/osdep.h"
#include "block/aio.h"
#include "sysemu/iothread.h"
#include "qapi/error.h"

const char *title_of(const char *what);
int measure(const char *what, Error **errp);

// CHECK-DAG: holdcheck: printed: {{[0-9]+}} nodes, 2 paths
void printed(IOThread *iothread, int a, int b, Error **errp)
{
    const char *what = "none", *how = "none", *title;

    if (a) {
        what = "some";
    }
    if (b) {
        how = "well";
    }
    title = title_of(how);
    if (measure(what, errp) < 0) {
        error_setg(errp, "%s: %s", what, title);
        return;
    }
    iothread_get_aio_context(iothread, "printed");
    iothread_put_aio_context(iothread, "printed");
}

// CHECK-DAG: holdcheck: named: {{[0-9]+}} nodes, 8 paths
// CHECK-DAG: slice.c:[[@LINE+19]]:5: warning: 'iothread' is put as 'none' but held as 'well'
// CHECK-DAG: slice.c:[[@LINE+18]]:5: warning: 'iothread' is put as 'some' but held as 'none'
void named(IOThread *iothread, int a, int b, Error **errp)
{
    const char *what = "none", *how = "none";
    char *name;

    if (a) {
        what = "some";
    }
    if (b) {
        how = "well";
    }
    name = g_strdup(how);
    if (measure(what, errp) < 0) {
        error_setg(errp, "%s", what);
        return;
    }
    iothread_get_aio_context(iothread, name);
    iothread_put_aio_context(iothread, what);
    g_free(name);
}
