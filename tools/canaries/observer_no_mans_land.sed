# SPDX-License-Identifier: GPL-2.0-only
# on-disk: sectors that nothing uses may be written.
# file: sim/observer-log.c
# test: observer_test
# kind: oracle
/^bool log_write\(/,/^}/{s/^\tif \(io->sector >= WB_LOG_SECTOR\)$/\tif (io->sector < WB_LOG_SECTOR)\n\t\treturn true;\n\tif (1)/}
