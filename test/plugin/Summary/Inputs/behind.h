/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stands behind the record, and may write it. */
#ifdef WRITES
__attribute__((constructor)) static void behind_fill(void)
{
    the_device.second = &the_part;
}
#endif
