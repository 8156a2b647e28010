-- SPDX-License-Identifier: GPL-2.0-only
--
-- Who may include whom. Tests may look into their own part and below.

local function is_kernel(name)
	return name:match("^<linux/") or name:match("^<asm/")
end

-- Each: which files, what is allowed for an include as written, and how to say it.
local arrows = {
	{
		path = "^core/[^/]+%.[ch]$",
		allows = function(name)
			return is_kernel(name) or name:match('^"[%w_-]+%.h"$')
		end,
		expected = "<linux/...> or an own header",
	},
	{
		-- What a kernel header promises in one line may lie in the shim's own headers,
		-- which both sides share.
		path = "^kernel%-shim/include/",
		allows = function(name)
			return is_kernel(name) or name:match('^"%.%./%.%./[%w_-]+%.h"$')
		end,
		expected = "<linux/...> or a shared header of the shim",
	},
	{
		path = "^kernel%-shim/[^/]+%.c$",
		allows = function(name)
			return is_kernel(name) or name:match('^"[%w_-]+%.h"$') or
				name:match('^"host/[%w_-]+%.h"$')
		end,
		expected = "<linux/...> or a header of the shim",
	},
	{
		path = "^kernel%-shim/",
		allows = function(name)
			return not name:match('^"[^"]*core/') and not name:match('^"[^"]*sim/')
		end,
		expected = "nothing of core/ or sim/",
	},
	{
		path = "^sim/oracle[%w-]*%.[ch]$",
		allows = function(name)
			return name:match('^"oracle[%w-]*%.h"$') or
				(name:match("^<") and not is_kernel(name))
		end,
		expected = "oracle*.h or libc: an oracle that knows the driver is none",
	},
	{
		path = "^sim/machine%.c$",
		allows = function(name) return not is_kernel(name) end,
		expected = "no <linux/...>",
	},
	{
		path = "^sim/[^/]+%.[ch]$",
		allows = function(name)
			return not is_kernel(name) and
				(not name:match('^"[^"]*core/') or name == '"core/format.h"')
		end,
		expected = "nothing of core/ but core/format.h, no <linux/...>",
	},
	{
		path = "^fuzz/",
		allows = function(name)
			return not is_kernel(name) and not name:match('^"core/')
		end,
		expected = "sim/, kernel-shim/ or libc",
	},
}

local function arrow_of(path)
	for _, arrow in ipairs(arrows) do
		if path:match(arrow.path) then
			return arrow
		end
	end
end

return {
	says = "includes point one way",
	applies = function(path)
		return path:match("%.[chS]$") and arrow_of(path) ~= nil
	end,
	check = function(file, complain)
		local arrow = arrow_of(file.path)
		for number, line in ipairs(file.lines) do
			local name = line:match('^%s*#%s*include%s+([<"][^>"]+[>"])')
			if name and not arrow.allows(name) then
				complain(number, ("includes %s, expected %s"):format(name,
					arrow.expected))
			end
		end
	end,
}
