/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gets and puts: each verdict of a put or a leak. */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "sysemu/iothread.h"
#include "case.h"

#define NEW(id) iothread_create(id, &error_abort)

static void lost(void)
{
    iothread_get_aio_context(NEW("io0"), "a"); /* ! leaked */
}

static void lost_ok(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
}

/* The put takes the oldest of equal names. */
static void twice_for_one_put(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a");
    iothread_get_aio_context(t, "a"); /* ! leaked */
    iothread_put_aio_context(t, "a");
}

static void twice_for_two_puts_ok(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a");
    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
}

static void put_twice(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
    iothread_put_aio_context(t, "a"); /* ! put-twice */
}

static void put_twice_got_again(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
    iothread_put_aio_context(t, "a"); /* ! put-twice */
}

static void put_twice_got_again_ok(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
}

/* A second put is one whoever else holds. */
static void put_twice_with_others(void)
{
    IOThread *t = NEW("io0"), *other = NEW("io1");

    iothread_get_aio_context(t, "a");
    iothread_get_aio_context(t, "b");
    iothread_get_aio_context(other, "a");
    iothread_put_aio_context(t, "a");
    iothread_put_aio_context(t, "a"); /* ! put-twice */
    iothread_put_aio_context(other, "a");
    iothread_put_aio_context(t, "b");
}

static void put_twice_with_others_ok(void)
{
    IOThread *t = NEW("io0"), *other = NEW("io1");

    iothread_get_aio_context(t, "a");
    iothread_get_aio_context(t, "b");
    iothread_get_aio_context(other, "a");
    iothread_put_aio_context(t, "a");
    iothread_put_aio_context(other, "a");
    iothread_put_aio_context(t, "b");
}

static void wrong_name(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "vblk0"); /* ! leaked */
    iothread_put_aio_context(t, "vblk1"); /* ! wrong-name */
}

static void wrong_name_ok(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "vblk0");
    iothread_get_aio_context(t, "vblk1");
    iothread_put_aio_context(t, "vblk1");
    iothread_put_aio_context(t, "vblk0");
}

/* What is never put comes before a nearer name, which comes before later. */
static void nearest_name(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "vblk10");
    iothread_get_aio_context(t, "vblk0"); /* ! leaked */
    iothread_get_aio_context(t, "net");   /* ! leaked */
    iothread_put_aio_context(t, "vblk1"); /* ! wrong-name */
    iothread_put_aio_context(t, "vblk10");
}

static void wrong_iothread(void)
{
    IOThread *t = NEW("io0"), *other = NEW("io1");

    iothread_get_aio_context(t, "a"); /* ! leaked */
    iothread_get_aio_context(other, "b");
    iothread_put_aio_context(other, "a"); /* ! wrong-iothread */
    iothread_put_aio_context(other, "b");
}

static void wrong_iothread_ok(void)
{
    IOThread *t = NEW("io0"), *other = NEW("io1");

    iothread_get_aio_context(t, "a");
    iothread_get_aio_context(other, "a");
    iothread_put_aio_context(other, "a");
    iothread_put_aio_context(t, "a");
}

static void put_unheld(void)
{
    IOThread *t = NEW("io0"), *other = NEW("io1");

    iothread_get_aio_context(other, "b");
    iothread_put_aio_context(t, "a"); /* ! put-unheld */
    iothread_put_aio_context(other, "b");
}

/* That it is taken afterwards does not help. */
static void put_before_get(void)
{
    IOThread *t = NEW("io0");

    iothread_put_aio_context(t, "a"); /* ! put-unheld */
    iothread_get_aio_context(t, "a"); /* ! leaked */
}

static void put_after_get_ok(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a");
    iothread_put_aio_context(t, "a");
}

static void no_name(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, NULL); /* ! no-name */
    iothread_get_aio_context(t, "");   /* ! no-name */
    iothread_put_aio_context(t, "");   /* ! no-name */
    iothread_put_aio_context(t, NULL); /* ! no-name */
}

static void no_name_ok(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, " ");
    iothread_put_aio_context(t, " ");
}

/* A hold under another name is none of its business. */
static void no_name_beside(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a"); /* ! leaked */
    iothread_put_aio_context(t, NULL); /* ! no-name */
}

static void no_iothread(void)
{
    iothread_get_aio_context(NULL, "a"); /* ! no-iothread */
    iothread_put_aio_context(NULL, "a"); /* ! no-iothread */
}

static void no_iothread_ok(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(iothread_by_id("io0"), "a");
    iothread_put_aio_context(t, "a");
}

/* What counts is the content, when the call is made. */
static void content(void)
{
    IOThread *t = NEW("io0");
    char name[] = "vblk0";

    iothread_get_aio_context(t, name); /* ! leaked */
    name[4] = '1';
    iothread_put_aio_context(t, name); /* ! wrong-name */
}

static void content_ok(void)
{
    IOThread *t = NEW("io0");
    char name[] = "vblk0";
    char *dying = g_strdup_printf("vblk%d", 0);

    iothread_get_aio_context(t, dying);
    memset(dying, 'x', 5);
    g_free(dying);
    iothread_put_aio_context(t, name);
}

/* Two of one id, one after the other, are two. */
static void same_id(void)
{
    IOThread *t = NEW("io0");

    iothread_get_aio_context(t, "a"); /* ! leaked */
    iothread_destroy(t);
    t = NEW("io0");
    iothread_put_aio_context(t, "a"); /* ! wrong-iothread */
    iothread_destroy(t);
}

static void same_id_ok(void)
{
    IOThread *t = NEW("io0"), *old = t;

    iothread_get_aio_context(t, "a");
    iothread_destroy(t);
    t = NEW("io0");
    iothread_put_aio_context(old, "a");
    iothread_destroy(t);
}

const Case holds_cases[] = {
    CASE(lost),
    CASE(lost_ok),
    CASE(twice_for_one_put),
    CASE(twice_for_two_puts_ok),
    CASE(put_twice),
    CASE(put_twice_got_again),
    CASE(put_twice_got_again_ok),
    CASE(put_twice_with_others),
    CASE(put_twice_with_others_ok),
    CASE(wrong_name),
    CASE(wrong_name_ok),
    CASE(nearest_name),
    CASE(wrong_iothread),
    CASE(wrong_iothread_ok),
    CASE(put_unheld),
    CASE(put_before_get),
    CASE(put_after_get_ok),
    CASE(no_name),
    CASE(no_name_ok),
    CASE(no_name_beside),
    CASE(no_iothread),
    CASE(no_iothread_ok),
    CASE(content),
    CASE(content_ok),
    CASE(same_id),
    CASE(same_id_ok),
    { NULL, NULL },
};
