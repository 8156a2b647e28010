/* SPDX-License-Identifier: GPL-2.0-only */
static inline void get_page(struct page *page) { }
