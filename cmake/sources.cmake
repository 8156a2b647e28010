# SPDX-License-Identifier: GPL-2.0-only
#
# What is there, by folder.

macro(find_sources variable)
	file(GLOB ${variable} CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR} ${ARGN})
endmacro()

find_sources(CORE_SOURCES core/*.c)
find_sources(CORE_TEST_SOURCES core/test/*_test.c)
find_sources(CORE_TEST_KERNEL_SOURCES core/test/kernel/*.c)

find_sources(SHIM_KERNEL_SOURCES kernel-shim/*.c)
find_sources(SHIM_HOST_SOURCES kernel-shim/host/*.c kernel-shim/host/*.S)
find_sources(SHIM_TEST_SOURCES kernel-shim/test/*_test.c)
find_sources(SHIM_TEST_KERNEL_SOURCES kernel-shim/test/kernel/*.c)
find_sources(SHIM_TEST_MODULE_SOURCES kernel-shim/test/modules/*.c)
find_sources(SHIM_TEST_MODULE_FOLDERS kernel-shim/test/*)
list(FILTER SHIM_TEST_MODULE_FOLDERS EXCLUDE REGEX "\\.|/kernel$|/modules$|/steps$")

# What runs step files; guest.c is for the guest of tools/kernel-test.
find_sources(SHIM_STEPS_SOURCES kernel-shim/test/steps/*.c)
list(FILTER SHIM_STEPS_SOURCES EXCLUDE REGEX "/guest.c$")

find_sources(SIM_SOURCES sim/*.c)
find_sources(SIM_TEST_SOURCES sim/test/*_test.c)
list(REMOVE_ITEM SIM_SOURCES sim/main.c)
