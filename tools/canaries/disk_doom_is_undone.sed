# SPDX-License-Identifier: GPL-2.0-only
# A flush saves what a failed flush had covered.
# file: kernel-shim/host/disk-pile.c
# test: disk_model_test
# kind: oracle
/^static void piles_doom\(/,/^}/{s/pile_list_add\(&p->doomed, list_pop\(&p->cached\)\);/break;/}
