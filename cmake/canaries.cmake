# SPDX-License-Identifier: GPL-2.0-only
#
# A canary is wbsim with one deliberate fault in the driver, from tools/canaries/NAME.sed.
# tools/canaries-run compiles the one file that differs and links it with the objects of
# this build: their names are here, as arguments for the linker and the compiler.
if(TARGET wbsim)
	set(core $<TARGET_OBJECTS:module-dm_writeboost>)
	file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/canaries/core.args
		CONTENT "$<JOIN:${core},\n>\n")
	set(harness $<TARGET_OBJECTS:wbsim> ${sim_OBJECTS} ${SHIM_OBJECTS})
	foreach(library LUA XXHASH JANSSON LZMA DW)
		list(APPEND harness ${${library}_LINK_LIBRARIES})
	endforeach()
	file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/canaries/harness.args
		CONTENT "$<JOIN:${harness};-lm,\n>\n")
endif()
