/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "qemu/osdep.h"
#include "monitor/monitor.h"
#include "qapi/qapi-commands-misc.h"

void hmp_info_iothreads(Monitor *mon, const QDict *qdict);

void hmp_info_iothreads(Monitor *mon, const QDict *qdict)
{
    IOThreadInfoList *list = qmp_query_iothreads(NULL);
    IOThreadInfoList *info;
    IOThreadInfo *value;

    for (info = list; info; info = info->next) {
        value = info->value;
        monitor_printf(mon, "%s:\n", value->id);
        monitor_printf(mon, "  aio-max-batch=%" PRId64 "\n",
                       value->aio_max_batch);
    }
}
