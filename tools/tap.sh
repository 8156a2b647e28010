# SPDX-License-Identifier: GPL-2.0-only
#
# For the steps in tools/tests.d/: results as lines that tools/test counts.
# To be sourced. JOBS is how many things a step may do at once.

: "${JOBS:=$(nproc)}"
export JOBS

# Results may come from several processes at once: each is one write.
ok() {
	printf 'ok %s\n' "$1"
}

# not_ok NAME [FILE]: FILE holds what a reader needs to see.
not_ok() {
	local shown=
	[[ -z ${2:-} ]] || shown=$(tail -n 60 "$2" | sed 's/^/    /')
	cat <<<"not ok $1${shown:+$'\n'$shown}"
}

# check NAME COMMAND...: the command must end 0.
check() {
	check_status "$1" 0 "${@:2}"
}

# check_status NAME STATUS COMMAND...: the command must end with this status.
check_status() {
	local name=$1 wanted=$2 status=0 log
	shift 2
	log=$(mktemp)
	"$@" >"$log" 2>&1 || status=$?
	if ((status == wanted)); then
		ok "$name"
	else
		echo "status $status, expected $wanted: $*" >>"$log"
		not_ok "$name" "$log"
	fi
	rm -f "$log"
}

# check_says NAME STATUS PATTERN COMMAND...: the same, and its output must hold a
# line that matches the extended regular expression.
check_says() {
	local name=$1 wanted=$2 pattern=$3 status=0 log
	shift 3
	log=$(mktemp)
	"$@" >"$log" 2>&1 || status=$?
	if ((status == wanted)) && grep -Eq -- "$pattern" "$log"; then
		ok "$name"
	else
		echo "status $status, expected $wanted and a line like '$pattern': $*" >>"$log"
		not_ok "$name" "$log"
	fi
	rm -f "$log"
}

# in_parallel FUNCTION: calls FUNCTION once for each line of standard input, JOBS
# at a time. Whatever it uses must be exported.
in_parallel() {
	export -f ok not_ok check check_status check_says "$1"
	xargs -r -d '\n' -n 1 -P "$JOBS" bash -c 'set -uo pipefail; "$@"' _ "$1"
}
