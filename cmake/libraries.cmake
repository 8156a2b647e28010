# SPDX-License-Identifier: GPL-2.0-only
#
# The parts as object libraries (an archive would drop a file that only
# registers itself), and the libraries of the host.

find_package(PkgConfig REQUIRED)
pkg_check_modules(LUA REQUIRED IMPORTED_TARGET lua5.4)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(LZMA REQUIRED IMPORTED_TARGET liblzma)
pkg_check_modules(DW REQUIRED IMPORTED_TARGET libdw)
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET cmocka)
set(HOST_LIBRARIES PkgConfig::LUA PkgConfig::XXHASH PkgConfig::JANSSON PkgConfig::LZMA
	PkgConfig::DW m)

# part(NAME kernel|host SOURCES [INCLUDE...]): an object library, or nothing if
# there are no sources. Appends its objects to PARTS_<NAME>.
function(part name side sources)
	if(NOT sources)
		return()
	endif()
	add_library(${name} OBJECT ${sources})
	if(side STREQUAL kernel)
		kernel_side(${name} ${ARGN})
	else()
		host_side(${name} ${ARGN})
		target_link_libraries(${name} PRIVATE ${HOST_LIBRARIES} PkgConfig::CMOCKA)
		target_compile_definitions(${name} PRIVATE XXH_INLINE_ALL)
	endif()
	set(${name}_OBJECTS $<TARGET_OBJECTS:${name}> PARENT_SCOPE)
endfunction()

part(shim-kernel kernel "${SHIM_KERNEL_SOURCES}" kernel-shim)
part(shim-host host "${SHIM_HOST_SOURCES}")
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|amd64")
	set_source_files_properties(sim/payload-avx2.c PROPERTIES COMPILE_OPTIONS -mavx2)
endif()
# What reads what people write: the driver is not all that an engine is to see.
find_sources(SIM_READERS sim/iolog.c sim/logwrites.c sim/sandbox.c sim/scenario.c sim/script*.c
	sim/size.c)
set_source_files_properties(${SIM_READERS} PROPERTIES COMPILE_OPTIONS "${FUZZ_OPTIONS}")
part(sim host "${SIM_SOURCES}" sim)
if(TARGET sim)
	target_sources(sim PRIVATE ${BUILD_ID_FOLDER}/build-id.h)
	target_include_directories(sim PRIVATE ${BUILD_ID_FOLDER})
endif()
set(SHIM_OBJECTS ${shim-kernel_OBJECTS} ${shim-host_OBJECTS})

if(CORE_SOURCES)
	add_shim_module(dm_writeboost ${CORE_SOURCES} INCLUDE core)
endif()
