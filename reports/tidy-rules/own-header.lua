-- SPDX-License-Identifier: GPL-2.0-only
--
-- Including its own header first shows that the header compiles alone.
local parts = { "^core/", "^kernel%-shim/", "^sim/" }

local function part_of(path)
	for _, part in ipairs(parts) do
		if path:match(part) then
			return part
		end
	end
end

local function first_include(path)
	local number = 0

	for line in io.lines(path) do
		number = number + 1
		local name = line:match('^%s*#%s*include%s+[<"]([^>"]+)[>"]')
		if name then
			return number, name
		end
	end
	return 1, "nothing"
end

return {
	says = "a source that has a header includes it first",
	applies = part_of,
	check_all = function(paths, root, complain)
		local there = {}
		for _, path in ipairs(paths) do
			there[path] = true
		end
		for _, path in ipairs(paths) do
			local own = path:match("%.c$") and path:gsub("%.c$", ".h")
			if own and there[own] then
				local number, name = first_include(root .. "/" .. path)
				if name:match("[^/]+$") ~= own:match("[^/]+$") then
					complain(path, number, "expected its header, not " .. name)
				end
			end
		end
	end,
}
