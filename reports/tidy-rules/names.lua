-- SPDX-License-Identifier: GPL-2.0-only
--
-- A file is named by the noun that it owns. These own nothing.
local banned = {
	util = true, utils = true, common = true, misc = true, helper = true,
	helpers = true, manager = true,
}

return {
	says = "no file is named util, common, misc, helpers, manager or by a number",
	applies = function() return true end,
	check_all = function(paths, _, complain)
		for _, path in ipairs(paths) do
			local stem = path:match("([^/]+)$"):gsub("%..*", "")
			for word in stem:gmatch("[^_-]+") do
				if banned[word:lower()] then
					complain(path, 1, "expected a noun, not " .. word)
				end
			end
			if stem:match("^%d+$") or stem:match("^test%d+$") then
				complain(path, 1, "expected a name that says what it is")
			end
		end
	end,
}
