/* SPDX-License-Identifier: GPL-2.0-or-later */
static const TypeInfo compare_info = {
    .name = "colo-compare",
    .instance_finalize = compare_finalize,
};
