-- SPDX-License-Identifier: GPL-2.0-only
return {
	says = "no conditional compilation in core/*.c",
	applies = function(path) return path:match("^core/[^/]+%.c$") end,
	check = function(file, complain)
		for number, line in ipairs(file.lines) do
			if line:match("^%s*#%s*if") then
				complain(number, "expected no #if: versions belong in compat.h")
			end
		end
	end,
}
