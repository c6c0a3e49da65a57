/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef QAPI_ERROR_H
#define QAPI_ERROR_H

void error_setg(Error **errp, const char *fmt, ...);
void error_propagate(Error **dst, Error *local);

#endif
