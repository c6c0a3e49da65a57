/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plugin that was built for another clang. */
const char clang_analyzerAPIVersionString[] = "3.9.0";

void clang_registerCheckers(void *registry);
void clang_registerCheckers(void *registry)
{
    __builtin_trap(); /* must not be called */
}
