/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of web/, in one file, without its data: web/build.mjs makes it at build time. */
#ifndef KVET_REPORT_PAGE_H
#define KVET_REPORT_PAGE_H

#include <stddef.h>

/* What stands before the data, and behind them. */
extern const unsigned char page_head[], page_tail[];
extern const size_t page_head_size, page_tail_size;

#endif
