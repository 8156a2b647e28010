# SPDX-License-Identifier: GPL-2.0-only
#
# build-id.h: a hash over the sources of the program, which tapes carry. Compilers
# and flags do not enter: a tape recorded at -O2 replays at -O0.
file(GLOB_RECURSE BUILD_ID_HEADERS CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}
	kernel-shim/include/*.h)
find_sources(BUILD_ID_OWN_HEADERS core/*.h kernel-shim/*.h kernel-shim/host/*.h sim/*.h)
set(BUILD_ID_SOURCES ${CORE_SOURCES} ${SHIM_KERNEL_SOURCES} ${SHIM_HOST_SOURCES} ${SIM_SOURCES}
	${BUILD_ID_HEADERS} ${BUILD_ID_OWN_HEADERS})
list(SORT BUILD_ID_SOURCES)
set(BUILD_ID_FOLDER ${CMAKE_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${BUILD_ID_FOLDER})
string(REPLACE ";" "\n" BUILD_ID_LIST "${BUILD_ID_SOURCES}")
file(CONFIGURE OUTPUT ${BUILD_ID_FOLDER}/sources CONTENT "${BUILD_ID_LIST}\n" @ONLY)

add_custom_command(OUTPUT ${BUILD_ID_FOLDER}/build-id.h
	COMMAND sh -c "xargs cat <'${BUILD_ID_FOLDER}/sources' | sha256sum | \
sed 's/^\\(.\\{16\\}\\).*/#define WBSIM_BUILD_ID \"\\1\"/' >'${BUILD_ID_FOLDER}/build-id.h'"
	WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
	DEPENDS ${BUILD_ID_SOURCES} ${BUILD_ID_FOLDER}/sources
	VERBATIM)
