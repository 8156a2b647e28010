# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# TAP for busybox sh. A suite calls these and nothing else to report:
#
#	check NAME command...	ok if the command succeeds
#	is NAME GOT WANTED	ok if the two texts are equal
#	like NAME TEXT PATTERN	ok if the text matches the shell pattern
#	skip NAME REASON
#	note TEXT...

tap_number=0

check() {
	tap_name=$1
	shift
	tap_number=$((tap_number + 1))
	if "$@" >/tmp/check.out 2>&1; then
		echo "ok $tap_number - $tap_name"
		return 0
	fi
	echo "not ok $tap_number - $tap_name"
	echo "#   command: $*"
	sed 's/^/#   /' /tmp/check.out
	return 1
}

is() {
	tap_number=$((tap_number + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $tap_number - $1"
		return 0
	fi
	echo "not ok $tap_number - $1"
	echo "$2" | sed 's/^/#   got:    /'
	echo "$3" | sed 's/^/#   wanted: /'
	return 1
}

like() {
	# shellcheck disable=SC2254 # a pattern is what is wanted
	case $2 in
	$3) is "$1" yes yes ;;
	*) is "$1" "$2" "$3" ;;
	esac
}

skip() {
	tap_number=$((tap_number + 1))
	echo "ok $tap_number - $1 # SKIP $2"
}

note() {
	echo "# $*"
}

# Pass on what a program wrote as TAP of its own, renumbered.
adopt() {
	while IFS= read -r tap_line; do
		case $tap_line in
		"ok "*) tap_verdict=ok ;;
		"not ok "*) tap_verdict="not ok" ;;
		[0-9]*..[0-9]* | TAP* | KTAP*) continue ;;
		*)
			echo "$tap_line"
			continue
			;;
		esac
		tap_number=$((tap_number + 1))
		tap_line=${tap_line#"$tap_verdict "}
		echo "$tap_verdict $tap_number${tap_line#"${tap_line%%[!0-9]*}"}"
	done
}

finish() {
	echo "1..$tap_number"
}
