/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What belongs to one power-on. A part of the shim that keeps static state names
 * itself here: @boot makes that state fresh (memory of the last boot is gone, nothing
 * may be freed), @census reports at shutdown what should not be left.
 *
 *   SHIM_SUBSYSTEM(dm, 40, dm_boot, dm_census);
 *
 * Order: 10 memory, 20 tasks and time, 30 waiting and work, 40 block, 50 device mapper,
 * 60 user. Boots run upwards, censuses downwards.
 */
#ifndef SHIM_BOOT_H
#define SHIM_BOOT_H

struct shim_subsystem {
	const char *name;
	int order;
	void (*boot)(void);
	void (*census)(void);
};

#define SHIM_SUBSYSTEM(id, order_, boot_, census_)                        \
	static const struct shim_subsystem shim_subsystem_##id            \
		__attribute__((used)) = { #id, order_, boot_, census_ };  \
	static const struct shim_subsystem *const shim_subsystem_ptr_##id \
		__attribute__((used, section("shim_subsystems"))) = &shim_subsystem_##id

/*
 * A linked module. module_init() and module_exit() emit these; sections of its
 * writable data are saved before the first boot and restored at each (insmod).
 */
struct shim_module {
	const char *name;
	int (*init)(void);
	void (*exit)(void);
	char *data_begin, *data_end, *bss_begin, *bss_end;
};

#endif
