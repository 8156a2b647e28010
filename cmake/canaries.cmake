# SPDX-License-Identifier: GPL-2.0-only
#
# A canary is wbsim with one deliberate fault in the driver, which its scenario must
# find: <build>/canaries/NAME/wbsim, target canary-NAME, from tools/canaries/NAME.sed.
# Only the core is compiled again.
find_sources(CANARIES tools/canaries/*.sed)
find_sources(CORE_HEADERS core/*.h)

function(add_canary name sed)
	set(folder ${CMAKE_BINARY_DIR}/canaries/${name})
	list(TRANSFORM CORE_SOURCES PREPEND ${folder}/ OUTPUT_VARIABLE sources)
	list(TRANSFORM CORE_HEADERS PREPEND ${folder}/ OUTPUT_VARIABLE headers)
	add_custom_command(OUTPUT ${sources} ${headers}
		COMMAND tools/canary ${name} ${folder}
		DEPENDS ${sed} ${CORE_SOURCES} ${CORE_HEADERS} tools/canary
		WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} VERBATIM)
	add_shim_module(${name} ${sources} ${headers}
		INCLUDE ${folder}/core MODNAME dm_writeboost)
	add_executable(canary-${name} EXCLUDE_FROM_ALL
		sim/main.c ${sim_OBJECTS} ${SHIM_OBJECTS} ${${name}_OBJECT})
	host_side(canary-${name} sim)
	target_compile_definitions(canary-${name} PRIVATE XXH_INLINE_ALL)
	target_link_libraries(canary-${name} PRIVATE ${HOST_LIBRARIES})
	set_target_properties(canary-${name} PROPERTIES OUTPUT_NAME wbsim
		RUNTIME_OUTPUT_DIRECTORY ${folder})
	set_target_properties(module-${name} module-${name}-object PROPERTIES
		EXCLUDE_FROM_ALL TRUE)
endfunction()

if(CORE_SOURCES AND EXISTS ${CMAKE_SOURCE_DIR}/sim/main.c)
	foreach(sed ${CANARIES})
		get_filename_component(name ${sed} NAME_WE)
		add_canary(${name} ${sed})
		list(APPEND CANARY_TARGETS canary-${name})
	endforeach()
	add_custom_target(canaries DEPENDS ${CANARY_TARGETS})
endif()
