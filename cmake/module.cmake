# SPDX-License-Identifier: GPL-2.0-only
#
# add_shim_module(NAME SOURCE... [INCLUDE folder...] [MODNAME as])
#
# Links kernel C into one relocatable object that the shim treats as a module:
# its .data and .bss are gathered in the sections kmod_NAME_data and
# kmod_NAME_bss, both with real content, so that
#
#   __start_kmod_NAME_data .. __stop_kmod_NAME_data
#   __start_kmod_NAME_bss  .. __stop_kmod_NAME_bss
#
# bound everything of the module that a boot must put back to what insmod would
# load. A source reaches the name as kbuild gives it: KBUILD_MODNAME (a string)
# and __KBUILD_MODNAME (the bare word kmod_NAME, to paste).
#
# Sets NAME_OBJECT, the path of the object, in the caller's scope; link it by
# naming it among an executable's sources. With MODNAME the module believes to be
# that one: for a second build of the same sources.
function(add_shim_module name)
	cmake_parse_arguments(PARSE_ARGV 1 ARG "" "MODNAME" "INCLUDE")
	set(sources ${ARG_UNPARSED_ARGUMENTS})
	set(object ${CMAKE_BINARY_DIR}/modules/${name}.o)
	set(script ${CMAKE_BINARY_DIR}/modules/${name}.lds)
	set(modname ${name})
	if(ARG_MODNAME)
		set(modname ${ARG_MODNAME})
	endif()
	set(MODULE_SECTION kmod_${modname})
	configure_file(${CMAKE_SOURCE_DIR}/cmake/module.lds.in ${script} @ONLY)

	add_library(module-${name} OBJECT ${sources})
	kernel_side(module-${name} ${ARG_INCLUDE})
	target_compile_options(module-${name} PRIVATE $<$<CONFIG:mcdc>:${MODULE_OPTIONS_MCDC}>
		${FUZZ_OPTIONS})
	target_compile_definitions(module-${name} PRIVATE
		MODULE KBUILD_MODNAME="${modname}" __KBUILD_MODNAME=kmod_${modname})
	add_custom_command(OUTPUT ${object}
		COMMAND ${CMAKE_LINKER} -r -T ${script} -o ${object}
			$<TARGET_OBJECTS:module-${name}>
		DEPENDS module-${name} $<TARGET_OBJECTS:module-${name}> ${script}
		COMMAND_EXPAND_LISTS VERBATIM)
	add_custom_target(module-${name}-object DEPENDS ${object})
	set_source_files_properties(${object} PROPERTIES
		EXTERNAL_OBJECT TRUE GENERATED TRUE)
	set(${name}_OBJECT ${object} PARENT_SCOPE)
endfunction()
