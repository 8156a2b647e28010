# SPDX-License-Identifier: GPL-2.0-only
#
# build/wbsim

if(EXISTS ${CMAKE_SOURCE_DIR}/sim/main.c)
	add_executable(wbsim sim/main.c ${sim_OBJECTS} ${SHIM_OBJECTS} ${dm_writeboost_OBJECT})
	host_side(wbsim sim)
	target_compile_definitions(wbsim PRIVATE XXH_INLINE_ALL)
	target_link_libraries(wbsim PRIVATE ${HOST_LIBRARIES})
endif()
