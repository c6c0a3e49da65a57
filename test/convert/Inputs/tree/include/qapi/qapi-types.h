/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QAPI_TYPES_H
#define QAPI_TYPES_H

typedef struct NameList NameList;
struct NameList {
    NameList *next;
    char *value;
};

#endif
