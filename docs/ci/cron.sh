#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The gate every night on a plain machine: in root's crontab, for instance,
#
#	17 3 * * *  /srv/writeboost/docs/ci/cron.sh /srv/writeboost /var/log/writeboost
#
# Fetches the branch that the checkout is on, and runs .ci/run if there is something new.
# Each run has a folder of its own, named by the commit. cron mails what is printed here:
# nothing, unless something failed.
set -eu

checkout=${1:?expected the folder of a git checkout}
results=${2:?expected a folder for results}
export CANARIES=all KERNEL_SUITES=all

cd "$checkout"
git pull --quiet --ff-only
commit=$(git rev-parse --short=12 HEAD)
out=$results/$commit
[ ! -d "$out" ] || exit 0

mkdir -p "$out"
status=0
.ci/run >"$out/log" 2>&1 || status=$?
for file in build/junit.xml build/gate.xml build/gate.json build/coverage/summary.json; do
	[ ! -f "$file" ] || cp "$file" "$out/"
done
if [ "$status" -ne 0 ]; then
	echo "writeboost $commit: status $status, see $out/log"
	tail -n 60 "$out/log"
fi
exit "$status"
