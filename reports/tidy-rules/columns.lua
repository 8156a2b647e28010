-- SPDX-License-Identifier: GPL-2.0-only
local limit = 100

local function width_of(line)
	local width = 0
	for char in line:gmatch("[\0-\x7F\xC2-\xFD][\x80-\xBF]*") do
		width = char == "\t" and (width // 8 + 1) * 8 or width + 1
	end
	return width
end

return {
	says = "no line is wider than 100 columns or ends in a blank",
	applies = function(path)
		-- One substitution of a sed script is one line, however long.
		return not path:match("%.md$") and not path:match("%.sed$") and
			not path:match("^LICENSES/") and
			(path:match("%.[chS]$") or path:match("%.lua$") or path:match("%.cmake$") or
			path:match("CMakeLists.txt$") or path:match("^tools/") or
			path:match("^%.ci/") or not path:match("/"))
	end,
	check = function(file, complain)
		for number, line in ipairs(file.lines) do
			if width_of(line) > limit then
				complain(number, ("%d columns, expected at most %d"):format(
					width_of(line), limit))
			end
			if line:match("[ \t\r]$") then
				complain(number, "expected no blank at the end")
			end
		end
	end,
}
