-- SPDX-License-Identifier: GPL-2.0-only
--
-- The driver does not know where it runs.
local words = {
	"simulat", "shim", "wbsim", "harness", "scenario", "unit_test", "__kernel__",
	"%f[%w]sim%f[%W]", "%f[%w]fuzz",
}

return {
	says = "no name, macro or comment in core/ mentions the simulator",
	applies = function(path) return path:match("^core/[^/]+$") end,
	check = function(file, complain)
		for number, line in ipairs(file.lines) do
			for _, word in ipairs(words) do
				local found = line:lower():match(word)
				if found then
					complain(number, "expected no mention of " .. found)
				end
			end
		end
	end,
}
