/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * holdcheck: its subcommands.
 */
#include "cmd/check.h"
#include "cmd/doctor.h"
#include "cmd/hook.h"
#include "cmd/say.h"
#include "lsp/lsp.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: holdcheck check [OPTION...] [PATH...]\n"
    "       holdcheck check [OPTION...] FILE... -- FLAGS\n"
    "       holdcheck hook [OPTION...]\n"
    "       holdcheck lsp [OPTION...] [-- CLANGD ARGUMENT...]\n"
    "       holdcheck doctor [OPTION...]\n"
    "       holdcheck --version | --help\n"
    "\n"
    "Finds IOThread hold bugs: of a tree with a compile database, or of some\n"
    "files with the flags given; hook, as a hook of git, what a commit is about\n"
    "to introduce; lsp shows them in an editor, beside clangd; doctor says which\n"
    "clang and plugin are used and what is missing.\n"
    "`holdcheck COMMAND --help` has the options.\n"
    "Exit status: 0 nothing found, 1 findings, 2 something could not be\n"
    "checked.\n";

static int run(char **argv)
{
    const char *name = argv[1] ? argv[1] : "--help";
    g_autofree char *typed = g_strconcat("holdcheck ", name, NULL);

    /* The first line of a subcommand's --help. */
    g_set_prgname(typed);
    if (g_str_equal(name, "check")) {
        return hc_check(argv + 1);
    }
    if (g_str_equal(name, "hook")) {
        return hc_hook(argv + 1);
    }
    if (g_str_equal(name, "lsp")) {
        return hc_lsp(argv + 1);
    }
    if (g_str_equal(name, "doctor")) {
        return hc_doctor(argv + 1);
    }
    if (g_str_equal(name, "--help") || g_str_equal(name, "-h") ||
        g_str_equal(name, "help")) {
        fputs(usage, argv[1] ? stdout : stderr);
        return argv[1] ? HC_EXIT_NOTHING : HC_EXIT_NOT_CHECKED;
    }
    if (g_str_equal(name, "--version")) {
        printf("holdcheck %s\n", HC_VERSION);
        return HC_EXIT_NOTHING;
    }
    if (*name == '-') {
        return hc_refuse("unknown option %s (see --help)", name);
    }
    return hc_refuse("unknown command %s; there are check, hook, lsp and "
                     "doctor (see --help)", name);
}

int main(int argc, char **argv)
{
    int status;

    setlocale(LC_ALL, "");
    /* A reader that went away is an error of write(), not the end. */
    signal(SIGPIPE, SIG_IGN);
    g_set_prgname("holdcheck");
    status = run(argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        return hc_refuse("cannot write to standard output");
    }
    return status;
}
