#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
#
# fuzz/oss-fuzz-build.sh: the targets as OSS-Fuzz and ClusterFuzz want them.
#
# From: the environment: CC (clang), CFLAGS, LIB_FUZZING_ENGINE (what to link: words, or an
#       archive with the library that it needs), OUT, SANITIZER (address, undefined, none;
#       if unset, what CFLAGS say), WORK (where to build).
# To:   $OUT/TARGET, TARGET_seed_corpus.zip, TARGET.dict, TARGET.options, lib/.
#
# Flags of sanitizers and coverage in CFLAGS are left out: a build of this project says which
# of its sources get which, since the driver has no libc. An address build has UBSan, too.
#
# Ends 0: done; 2: the environment is not as expected; 3: it does not build.
set -euo pipefail

bad() {
	echo "fuzz/oss-fuzz-build.sh: $*" >&2
	exit 2
}

[[ -n ${OUT:-} ]] || bad "OUT is not set: expected the folder that gets the programs"
[[ -n ${LIB_FUZZING_ENGINE:-} ]] || bad "LIB_FUZZING_ENGINE is not set: expected such as -fsanitize=fuzzer"
CC=${CC:-clang}
"$CC" --version 2>/dev/null | grep -q clang || bad "CC is '$CC': expected a clang"
for tool in cmake zip ldd; do
	command -v "$tool" >/dev/null || bad "no $tool here: tools/setup fuzz installs what is needed"
done
if [[ -z ${SANITIZER:-} ]]; then
	SANITIZER=none
	[[ ${CFLAGS:-} != *-fsanitize=*address* ]] || SANITIZER=address
fi
case $SANITIZER in
address | undefined) type=asan ;;
none) type=default ;;
*) bad "SANITIZER is '$SANITIZER': expected address, undefined or none" ;;
esac

mkdir -p "$OUT/lib"
OUT=$(cd "$OUT" && pwd)
cd "$(dirname "$0")/.."
. tools/fuzz.d/targets
work=${WORK:-build/fuzz}/oss-fuzz-$type
read -ra words <<<"${CFLAGS:-}"
flags=()
for word in "${words[@]}"; do
	[[ $word == -fsanitize* || $word == -fprofile-* || $word == -fcoverage-* ]] || flags+=("$word")
done
read -ra engine <<<"$LIB_FUZZING_ENGINE"

generator=()
! command -v ninja >/dev/null || generator=(-G Ninja)
mkdir -p "$work"
{
	cmake -S . -B "$work" "${generator[@]}" -DCMAKE_C_COMPILER="$CC" -DCMAKE_BUILD_TYPE="$type" \
		-DCMAKE_C_FLAGS="${flags[*]}" -DFUZZ_ENGINE=libfuzzer \
		-DFUZZ_ENGINE_LIBRARY="$(IFS=';' && echo "${engine[*]}")" \
		-DCMAKE_EXE_LINKER_FLAGS="-Wl,--disable-new-dtags,-rpath,'\$ORIGIN/lib'" &&
		cmake --build "$work" -j "$(nproc)"
} >"$work/build.log" 2>&1 || {
	tail -n 40 "$work/build.log" >&2
	echo "fuzz/oss-fuzz-build.sh: it does not build, see above" >&2
	exit 3
}

for target in "${targets[@]}"; do
	cp "$work/$target" "$OUT/"
	# The machine that runs them has the C library and no more.
	ldd "$work/$target" | awk '$2 == "=>" && $3 ~ /^\// { print $3 }' |
		grep -vE '/(libc|libm|libdl|librt|libpthread|ld-linux[^/]*)\.so' |
		xargs -r cp -Lt "$OUT/lib"
	rm -f "$OUT/${target}_seed_corpus.zip"
	zip -jqX "$OUT/${target}_seed_corpus.zip" "fuzz/corpus/$target"/*
	dictionary=$(dictionary_of "$target")
	{
		printf '[libfuzzer]\nmax_len = %d\nentropic = 0\ndetect_leaks = 0\n' \
			"$(max_len_of "$target")"
		[[ -z $dictionary ]] || printf 'dict = %s.dict\n' "$target"
	} >"$OUT/$target.options"
	[[ -z $dictionary ]] || cp "$dictionary" "$OUT/"
done
echo "${#targets[@]} targets in $OUT"
