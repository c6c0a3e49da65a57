/* SPDX-License-Identifier: GPL-2.0-or-later */
static void compare_class_init(ObjectClass *klass, const void *data)
{
    UserCreatableClass *ucc = USER_CREATABLE_CLASS(klass);

    ucc->complete = compare_complete;
}

static const TypeInfo compare_info = {
    .name = "colo-compare",
    .class_init = compare_class_init,
    .instance_finalize = compare_finalize,
};
