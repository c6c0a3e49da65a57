/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"
#include "tree/order.h"

#define MOST 4

/* The order in which files with these texts are begun.  As many at a time as
 * can be, "02|1": then one was done before the next could; or @one at a time. */
static char *order_of(const char *const *texts, gboolean one)
{
    static const char *const names[] = { "0.c", "1.c", "2.c", "3.c" };
    g_autoptr(HcFiles) files = hc_files_new();
    HcContract *contract = hc_contract_load(NULL, NULL);
    HcVocabulary *words = hc_vocabulary_new(contract, NULL, 0);
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(HcOrder) order = NULL;
    GString *said = g_string_new(NULL);
    GArray *running = g_array_new(FALSE, FALSE, sizeof(int));
    char *folder = scratch_new();
    gboolean busy;
    int index;

    for (guint i = 0; texts[i]; i++) {
        scratch_put(folder, names[i], texts[i]);
        g_ptr_array_add(paths, g_build_filename(folder, names[i], NULL));
    }
    order = hc_order_new(files, words, (const char *const *)paths->pdata,
                         paths->len);
    do {
        index = hc_order_take(order);
        busy = index >= 0 || running->len;
        if (index >= 0) {
            g_string_append_printf(said, "%d", index);
            g_array_append_val(running, index);
        }
        if (running->len && (one || index < 0)) {
            hc_order_done(order, g_array_index(running, int, 0));
            g_array_remove_index(running, 0);
            if (!one) {
                g_string_append_c(said, '|');
            }
        }
    } while (busy);
    g_array_unref(running);
    hc_vocabulary_free(words);
    hc_contract_free(contract);
    scratch_free(folder);
    return g_string_free(said, FALSE);
}

static void expect(const char *expected, gboolean one, const char *text, ...)
{
    const char *texts[MOST + 1] = { text };
    g_autofree char *said = NULL;
    va_list args;

    va_start(args, text);
    for (guint i = 1; i < MOST && texts[i - 1]; i++) {
        texts[i] = va_arg(args, const char *);
    }
    va_end(args);
    said = order_of(texts, one);
    g_assert_cmpstr(said, ==, expected);
}

#define TAKES(name) "void " name "(T *s) { iothread_get_aio_context(s->t); }\n"

static void test_callee_first(void)
{
    expect("1|0|", FALSE, "void f(T *s) { take(s); }", TAKES("take"), NULL);
    expect("10", TRUE, "void f(T *s) { take(s); }", TAKES("take"), NULL);
    /* Nobody waits for one that has nothing to do with holds ... */
    expect("01||", FALSE, "void f(T *s) { leave(s); }",
           "void leave(T *s) { s->t = NULL; }", NULL);
    /* ... nor for what is only named where nobody calls it, */
    expect("01||", FALSE, "void take(T *s);\nvoid f(T *s) { }", TAKES("take"),
           NULL);
    expect("01||", FALSE, "void f(T *s) { /* take(s) */ p(\"take(s)\"); }",
           TAKES("take"), NULL);
    /* ... nor for another one of that name. */
    expect("01||", FALSE,
           "static void take(T *s) { }\nvoid f(T *s) { take(s); }",
           TAKES("take"), NULL);
}

static void test_chain(void)
{
    expect("2|1|0|", FALSE, "void a(T *s) { b(s); }", "void b(T *s) { c(s); }",
           TAKES("c"), NULL);
    /* Through a function of the file itself. */
    expect("1|0|", FALSE, "static void in(T *s) { take(s); }\n"
           "void a(T *s) { in(s); }",
           "void take(T *s) { deep(s); }\n" TAKES("deep"), NULL);
    /* Two that wait for one. */
    expect("2|01||", FALSE, "void a(T *s) { c(s); }", "void b(T *s) { c(s); }",
           TAKES("c"), NULL);
}

static void test_circle(void)
{
    expect("0|1|", FALSE, "void a(T *s) { b(s); }\n" TAKES("a2"),
           "void b(T *s) { a2(s); iothread_put_aio_context(s->t); }", NULL);
    expect("2|0|1|", FALSE, "void a(T *s) { b(s); c(s); }\n",
           "void b(T *s) { a(s); c(s); }", TAKES("c"), NULL);
}

static void test_broken(void)
{
    expect("01||", FALSE, "void f(", "void g(T *s) {", NULL);
    expect("01||", FALSE, "", "(((", NULL);
    expect("0|", FALSE, "x", NULL);
    expect("", FALSE, NULL);
    expect("1|0|", FALSE, "void f(T *s) { take(s)", TAKES("take"), NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/order/callee-first", test_callee_first);
    g_test_add_func("/order/chain", test_chain);
    g_test_add_func("/order/circle", test_circle);
    g_test_add_func("/order/broken", test_broken);
    return g_test_run();
}
