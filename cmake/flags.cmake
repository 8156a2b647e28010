# SPDX-License-Identifier: GPL-2.0-only
#
# Compiler flags: the variants of a build, and the three kinds of source.

# A variant is a build type. tools/build maps its name to a folder and a compiler.
if(NOT CMAKE_BUILD_TYPE)
	set(CMAKE_BUILD_TYPE default CACHE STRING "a variant; see tools/build" FORCE)
endif()
set(CMAKE_C_FLAGS_DEFAULT "-O2 -g")
set(CMAKE_C_FLAGS_DEBUG "-O0 -g")
set(CMAKE_C_FLAGS_ASAN
	"-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all")
set(CMAKE_EXE_LINKER_FLAGS_ASAN "-fsanitize=address,undefined")

# What runs is counted: every line and branch as it is written (-O0), by gcov; in modules
# every condition by itself, by clang. All fibers are one thread: plain counters will do.
# -fdata-sections gives gcov's counters names of their own: see module.lds.in.
set(CMAKE_C_FLAGS_COVERAGE
	"-O0 -g --coverage -fprofile-update=single -fdata-sections")
set(CMAKE_EXE_LINKER_FLAGS_COVERAGE "--coverage")
set(CMAKE_C_FLAGS_MCDC "-O1 -g")
set(MODULE_OPTIONS_MCDC -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc)
set(CMAKE_EXE_LINKER_FLAGS_MCDC "-fprofile-instr-generate")

set(variants default asan debug coverage mcdc)
if(NOT CMAKE_BUILD_TYPE IN_LIST variants)
	message(FATAL_ERROR
		"CMAKE_BUILD_TYPE is '${CMAKE_BUILD_TYPE}'; expected one of ${variants}")
endif()

set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Frame pointers: a finding prints every task's stack. No contraction of
# floating point: a fused multiply-add would change a latency, and the digest.
add_compile_options(-Wall -Wextra -Werror -fno-omit-frame-pointer
	-fno-optimize-sibling-calls -fno-strict-aliasing -fno-common -ffp-contract=off)

# What the kernel says of C, where user space says otherwise (Linux 6.1,
# Makefile and scripts/Makefile.extrawarn). Builtins stay on: a memcpy of 4 KiB
# must not be a loop.
set(KERNEL_SIDE_OPTIONS
	-nostdinc
	-fwrapv -fno-delete-null-pointer-checks
	-Wundef -Wstrict-prototypes -Wimplicit-fallthrough -Wvla
	-Wdeclaration-after-statement -Wmissing-prototypes
	-Wno-unused-parameter -Wno-sign-compare -Wno-missing-field-initializers
	-Wno-type-limits -Wno-pointer-sign
	-Wno-gnu-variable-sized-type-not-at-end)
set(KERNEL_SIDE_DEFINITIONS __KERNEL__)

set(HOST_SIDE_OPTIONS -Wstrict-prototypes -Wmissing-prototypes -Wno-unused-parameter
	-Wno-missing-field-initializers -Wno-sign-compare)
set(HOST_SIDE_DEFINITIONS _GNU_SOURCE)

# An engine of fuzz/ wants to see which edges of the driver a run takes. Counters without
# calls: the driver has no libc, and a run is short. Not the kernel below it: it has four
# times as many edges, and what an engine does for each of them would cost more than the run.
# AFL++'s compiler instruments by itself what AFL_LLVM_ALLOWLIST names.
set(FUZZ_ENGINE "" CACHE STRING "libfuzzer or afl: programs for that engine, nothing else")
if(FUZZ_ENGINE AND NOT CMAKE_BUILD_TYPE STREQUAL "asan")
	list(APPEND KERNEL_SIDE_DEFINITIONS SHIM_LIGHT_POISON)
endif()
if(FUZZ_ENGINE STREQUAL "afl")
	# AFL++ 4.04 counts the guards of a select twice where it uses them, and once where it
	# makes room for them: the last function would use what lies behind.
	set(MODULE_SECTIONS "__sancov_guards : { *(__sancov_guards) . += 256; }")
endif()
if(FUZZ_ENGINE STREQUAL "libfuzzer")
	set(FUZZ_OPTIONS -fsanitize-coverage=inline-8bit-counters,pc-table)
endif()

function(kernel_side target)
	target_compile_options(${target} PRIVATE ${KERNEL_SIDE_OPTIONS})
	target_compile_definitions(${target} PRIVATE ${KERNEL_SIDE_DEFINITIONS})
	target_include_directories(${target} PRIVATE
		${CMAKE_SOURCE_DIR}/kernel-shim/include ${ARGN})
endfunction()

function(host_side target)
	target_compile_options(${target} PRIVATE
		$<$<COMPILE_LANGUAGE:C>:${HOST_SIDE_OPTIONS}>)
	target_compile_definitions(${target} PRIVATE ${HOST_SIDE_DEFINITIONS})
	target_include_directories(${target} PRIVATE
		${CMAKE_SOURCE_DIR}/kernel-shim ${CMAKE_SOURCE_DIR} ${ARGN})
endfunction()
