# SPDX-License-Identifier: GPL-2.0-only
#
# Each *_test.c is one CMocka executable, <build>/test/<part>/<name>. Kernel C
# that a test needs lies in test/kernel/ beside it and is linked into every test
# of that part. Each file of kernel-shim/test/modules/ is a module, linked into
# every test of the shim; each other folder of kernel-shim/test/ is as a whole a
# module, linked into the test of its name.
enable_testing()

part(core-test-kernel kernel "${CORE_TEST_KERNEL_SOURCES}" core core/test kernel-shim)
part(shim-test-kernel kernel "${SHIM_TEST_KERNEL_SOURCES}" kernel-shim kernel-shim/test)

foreach(source ${SHIM_TEST_MODULE_SOURCES})
	get_filename_component(name ${source} NAME_WE)
	add_shim_module(${name} ${source} INCLUDE kernel-shim kernel-shim/test)
	list(APPEND SHIM_TEST_MODULE_OBJECTS ${${name}_OBJECT})
endforeach()

foreach(folder ${SHIM_TEST_MODULE_FOLDERS})
	get_filename_component(name ${folder} NAME)
	find_sources(sources ${folder}/*.c)
	if(sources)
		add_shim_module(${name} ${sources} INCLUDE ${folder})
		set(OBJECTS_OF_${name}_test ${${name}_OBJECT})
	endif()
endforeach()

# The one test that also tells its modules things from outside.
list(APPEND OBJECTS_OF_conformance_test ${SHIM_STEPS_SOURCES})

# cmocka_tests(PART "SOURCES" OBJECT...)
function(cmocka_tests part sources)
	foreach(source ${sources})
		get_filename_component(name ${source} NAME_WE)
		set(target ${part}-${name})
		add_executable(${target} ${source} ${ARGN} ${OBJECTS_OF_${name}})
		host_side(${target} ${part} ${part}/test)
		target_compile_definitions(${target} PRIVATE XXH_INLINE_ALL)
		target_link_libraries(${target} PRIVATE ${HOST_LIBRARIES} PkgConfig::CMOCKA)
		set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name}
			RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/test/${part})
		# For tools/canary: the same test with one other object.
		set(objects $<TARGET_OBJECTS:${target}> ${ARGN} ${OBJECTS_OF_${name}})
		list(FILTER objects EXCLUDE REGEX "\\.[cS]$")
		foreach(library LUA XXHASH JANSSON LZMA DW CMOCKA)
			list(APPEND objects ${${library}_LINK_LIBRARIES})
		endforeach()
		file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/canaries/tests/${name}.args
			CONTENT "$<JOIN:${objects};-lm,\n>\n")
		add_test(NAME ${part}/${name} COMMAND ${target}
			WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
	endforeach()
endfunction()

cmocka_tests(kernel-shim "${SHIM_TEST_SOURCES}"
	${SHIM_OBJECTS} ${shim-test-kernel_OBJECTS} ${SHIM_TEST_MODULE_OBJECTS})
cmocka_tests(core "${CORE_TEST_SOURCES}"
	${SHIM_OBJECTS} ${core-test-kernel_OBJECTS} ${dm_writeboost_OBJECT})
cmocka_tests(sim "${SIM_TEST_SOURCES}"
	${sim_OBJECTS} ${SHIM_OBJECTS} ${dm_writeboost_OBJECT})
