-- SPDX-License-Identifier: GPL-2.0-only
--
-- A scenario is exempt: it begins with its question.
local tag = "SPDX-License-Identifier: GPL-2.0-only"

return {
	says = "every source names its licence in its first two lines",
	applies = function(path)
		if path:match("^scenarios/") then
			return false
		end
		return path:match("%.[chS]$") or path:match("%.lua$") or
			path:match("%.cmake$") or
			path:match("%.lds[%.in]*$") or path:match("%.sh$") or
			path:match("Kbuild$") or path:match("Makefile$") or
			path:match("CMakeLists.txt$") or
			path:match("^tools/[^/]+$") or path:match("^tools/tests%.d/") or
			path:match("^%.ci/")
	end,
	check = function(file, complain)
		local first, second = file.lines[1] or "", file.lines[2] or ""
		if not (first:find(tag, 1, true) or second:find(tag, 1, true)) then
			complain(1, "expected '" .. tag .. "'")
		end
	end,
}
