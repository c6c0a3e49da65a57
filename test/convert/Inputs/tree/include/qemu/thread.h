/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QEMU_THREAD_H
#define QEMU_THREAD_H

typedef struct QemuThread { int id; } QemuThread;
typedef struct QemuMutex { int lock; } QemuMutex;

void qemu_mutex_init(QemuMutex *mutex);
void qemu_mutex_destroy(QemuMutex *mutex);
void qemu_mutex_lock(QemuMutex *mutex);
void qemu_mutex_unlock(QemuMutex *mutex);

#endif
