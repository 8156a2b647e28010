/* SPDX-License-Identifier: GPL-2.0-only */
/* Offenders against the block layer's and the device mapper's rules, for block_test.c. */
#ifndef BLOCK_CASES_H
#define BLOCK_CASES_H

/* A target type "offender": "<dev> <offence>". Registered by the call. */
void case_register_offender(void *arg);
void case_unregister_offender(void *arg);

void case_put_twice(void *arg);
void case_leave_bios_out(void *arg);
void case_submit_unopened(void *arg);
void case_submit_misaligned(void *arg);
void case_submit_listed(void *arg);
void case_submit_without_device(void *arg);
void case_submit_under_spinlock(void *arg);
void case_put_in_flight(void *arg);
void case_kmem_of_vmalloc(void *arg);
void case_vma_of_kmalloc(void *arg);
void case_destroy_busy_client(void *arg);
void case_unregister_in_use(void *arg);
void case_read_two_regions(void *arg);
void case_read_two_regions_later(void *arg);

/* These keep the rules; what they saw is in their CASE_EXPECT(). */
void case_zero_out(void *arg);
void case_zero_out_by_pages(void *arg);
void case_discard(void *arg);
void case_copies_fail(void *arg);
void case_module_references(void *arg);

#endif
