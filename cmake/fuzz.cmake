# SPDX-License-Identifier: GPL-2.0-only
#
# fuzz/: each property is a program. In every build <build>/replay/TARGET runs files; in a
# build for an engine (FUZZ_ENGINE; tools/build libfuzzer) <build>/TARGET is what it runs.
set(FUZZ_TARGETS crash_recovery dead_state schedule image table scenario log_replay)
find_sources(FUZZ_SOURCES fuzz/*.c)
list(FILTER FUZZ_SOURCES EXCLUDE REGEX
	"/(engine|engine-afl|mutator-afl|replay-main|convert|shrink|seeds|image-seeds)\\.c$")
foreach(target ${FUZZ_TARGETS})
	list(REMOVE_ITEM FUZZ_SOURCES fuzz/${target}.c)
endforeach()
part(fuzz host "${FUZZ_SOURCES}" sim fuzz)

function(fuzz_program program target folder)
	add_executable(${program} fuzz/${target}.c ${ARGN} ${fuzz_OBJECTS} ${sim_OBJECTS}
		${SHIM_OBJECTS} ${dm_writeboost_OBJECT})
	host_side(${program} sim fuzz)
	target_compile_definitions(${program} PRIVATE XXH_INLINE_ALL)
	target_link_libraries(${program} PRIVATE ${HOST_LIBRARIES})
	set_target_properties(${program} PROPERTIES OUTPUT_NAME ${target}
		RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/${folder})
endfunction()

# afl-fuzz loads what mutates: <build>/mutator-NAME.so. It is no part of what is fuzzed.
function(fuzz_mutator name mutate cross)
	add_library(mutator-${name} MODULE fuzz/mutator-afl.c fuzz/mutate.c fuzz/input.c
		fuzz/image-layout.c fuzz/image-mutate.c sim/observer-segment.c)
	host_side(mutator-${name} sim fuzz)
	target_compile_definitions(mutator-${name} PRIVATE MUTATE=${mutate} CROSS=${cross})
	target_compile_options(mutator-${name} PRIVATE -fno-sanitize=all)
	target_link_options(mutator-${name} PRIVATE -fno-sanitize=all)
	set_target_properties(mutator-${name} PROPERTIES PREFIX ""
		LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()

# fuzz/oss-fuzz-build.sh brings another.
set(FUZZ_ENGINE_LIBRARY -fsanitize=fuzzer CACHE STRING "what has libFuzzer's main")
foreach(target ${FUZZ_TARGETS})
	if(FUZZ_ENGINE STREQUAL "libfuzzer")
		fuzz_program(${target} ${target} . fuzz/engine.c)
		target_link_libraries(${target} PRIVATE ${FUZZ_ENGINE_LIBRARY})
	elseif(FUZZ_ENGINE STREQUAL "afl")
		fuzz_program(${target} ${target} . fuzz/engine-afl.c)
	else()
		fuzz_program(replay-${target} ${target} replay fuzz/replay-main.c
			fuzz/convert.c fuzz/shrink.c)
	endif()
endforeach()
if(FUZZ_ENGINE STREQUAL "afl")
	fuzz_mutator(steps mutate_input mutate_cross)
	fuzz_mutator(image image_mutate image_cross)
endif()

if(NOT FUZZ_ENGINE)
	add_executable(fuzz-seeds fuzz/seeds.c fuzz/image-seeds.c fuzz/input.c
		fuzz/image-layout.c sim/observer-segment.c)
	host_side(fuzz-seeds sim fuzz)
endif()

# For tools/fuzz-canaries, which links a target with a changed driver: the other objects.
if(FUZZ_ENGINE STREQUAL "libfuzzer")
	file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/canaries/core.args
		CONTENT "$<JOIN:$<TARGET_OBJECTS:module-dm_writeboost>,\n>\n")
	foreach(target crash_recovery dead_state image)
		set(objects $<TARGET_OBJECTS:${target}> ${fuzz_OBJECTS} ${sim_OBJECTS}
			${SHIM_OBJECTS})
		foreach(library LUA XXHASH JANSSON LZMA DW)
			list(APPEND objects ${${library}_LINK_LIBRARIES})
		endforeach()
		file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/canaries/${target}.args
			CONTENT "$<JOIN:${objects};-lm,\n>\n")
	endforeach()
endif()
