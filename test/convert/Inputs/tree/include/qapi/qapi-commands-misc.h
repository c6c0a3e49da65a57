/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the schema generates: here with the new member from the start. */
#ifndef QAPI_COMMANDS_MISC_H
#define QAPI_COMMANDS_MISC_H

typedef struct strList strList;
struct strList {
    strList *next;
    char *value;
};

typedef struct IOThreadInfo {
    char *id;
    int64_t thread_id;
    int64_t aio_max_batch;
    strList *holders;
} IOThreadInfo;

typedef struct IOThreadInfoList IOThreadInfoList;
struct IOThreadInfoList {
    IOThreadInfoList *next;
    IOThreadInfo *value;
};

#define QAPI_LIST_APPEND(tail, element) do { \
    *(tail) = g_malloc0(sizeof(**(tail))); \
    (*(tail))->value = (element); \
    (tail) = &(*(tail))->next; \
} while (0)

IOThreadInfoList *qmp_query_iothreads(Error **errp);

#endif
