/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scratch.h"
#include "tree/plugins.h"

#include <glib/gstdio.h>
#include <unistd.h>

static void expect_major(const char *program, const char *want)
{
    g_autofree char *got = hc_clang_major(program);

    g_assert_cmpstr(got, ==, want);
}

static void test_major(void)
{
    expect_major("clang-19", "19");
    expect_major("/nowhere/bin/clang-14", "14");
    expect_major("x86_64-linux-gnu-clang-16", "16");
    expect_major("/nowhere/clang", NULL);
    expect_major("gcc", NULL);
    expect_major("x86_64-linux-gnu-gcc-12", NULL);
    expect_major("clang-format-19", NULL);
    expect_major("clang-19x", NULL);
    expect_major("clang-", NULL);
    expect_major("myclang-19", NULL);
    expect_major("clang++-19", NULL);
    expect_major("", NULL);
}

/* A program, executable, at @name below @folder.  (transfer full) */
static char *program(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *dir = g_path_get_dirname(path);

    g_mkdir_with_parents(dir, 0700);
    g_free(scratch_write(folder, name, "#!/bin/false\n", -1));
    g_assert_cmpint(g_chmod(path, 0700), ==, 0);
    return g_steal_pointer(&path);
}

static void test_links(void)
{
    char *folder = scratch_new();
    g_autofree char *debian = program(folder, "llvm-16/bin/clang");
    g_autofree char *upstream = program(folder, "opt/clang-22");
    g_autofree char *plain = program(folder, "other/clang");
    g_autofree char *a = g_build_filename(folder, "a-clang", NULL);
    g_autofree char *b = g_build_filename(folder, "b-clang", NULL);

    g_assert_cmpint(symlink(debian, a), ==, 0);
    g_assert_cmpint(symlink(upstream, b), ==, 0);
    expect_major(a, "16");
    expect_major(b, "22");
    expect_major(plain, NULL);
    scratch_free(folder);
}

static void test_versions(void)
{
    char *folder = scratch_new();
    g_autofree char *none = g_build_filename(folder, "none", NULL);
    g_autoptr(GPtrArray) found = NULL;
    g_autoptr(GPtrArray) nothing = hc_plugins_versions(none);

    g_free(program(folder, "9/libholdcheck.so"));
    g_free(program(folder, "22/libholdcheck.so"));
    g_free(program(folder, "14/libholdcheck.so"));
    g_free(program(folder, "old/libholdcheck.so"));
    g_free(program(folder, "16/other.so"));
    found = hc_plugins_versions(folder);
    g_assert_cmpuint(nothing->len, ==, 0);
    g_assert_cmpuint(found->len, ==, 3);
    g_assert_cmpstr(found->pdata[0], ==, "22");
    g_assert_cmpstr(found->pdata[1], ==, "14");
    g_assert_cmpstr(found->pdata[2], ==, "9");
    scratch_free(folder);
}

static void expect_built_for(const char *text, gssize length,
                             const char *want)
{
    char *folder = scratch_new();
    g_autofree char *path = scratch_write(folder, "x.so", text, length);
    g_autofree char *got = hc_plugin_built_for(path);

    g_assert_cmpstr(got, ==, want);
    scratch_free(folder);
}

static void test_built_for(void)
{
    g_autofree char *missing = hc_plugin_built_for("/nowhere/x.so");

    g_assert_null(missing);
    expect_built_for("\0\177holdcheck for clang 19.1.7\0x", 31, "19.1.7");
    /* At the very end. */
    expect_built_for("holdcheck for clang 14.0.6", -1, "14.0.6");
    expect_built_for("holdcheck for clang ", -1, NULL);
    expect_built_for("holdcheck for clan", -1, NULL);
    expect_built_for("", 0, NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/plugins/major", test_major);
    g_test_add_func("/plugins/links", test_links);
    g_test_add_func("/plugins/versions", test_versions);
    g_test_add_func("/plugins/built-for", test_built_for);
    return g_test_run();
}
