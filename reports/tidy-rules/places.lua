-- SPDX-License-Identifier: GPL-2.0-only
--
-- The project stands alone: nothing names a folder of the machine that it was
-- written on. (Spelled in pieces, or this file would.)
local places = { "/" .. "work/", "%.%./" .. "shared", "/" .. "root/", "/" .. "home/" }

return {
	says = "no path of one machine in any text",
	applies = function(path)
		return not path:match("%.xz$") and not path:match("%.png$") and
			not path:match("%.img")
	end,
	check = function(file, complain)
		for number, line in ipairs(file.lines) do
			for _, place in ipairs(places) do
				local found = line:match("%f[%w/.]" .. place)
				if found then
					complain(number, "expected no path of a machine: " .. found)
				end
			end
		end
	end,
}
