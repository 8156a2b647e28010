-- SPDX-License-Identifier: GPL-2.0-only
--
-- A file of the driver says on its first screen where its work comes from and goes.
local opening_lines = 20

return {
	says = "a core file opens with its From: and To:",
	applies = function(path) return path:match("^core/[^/]+%.c$") end,
	check = function(file, complain)
		local last = math.min(opening_lines, #file.lines)
		local opening = table.concat(file.lines, "\n", 1, last)
		for _, word in ipairs({ "From", "To" }) do
			if not opening:match("\n %*%s+" .. word .. ":%s") then
				complain(1, ("expected ' * %s: ...' in the first %d lines"):format(
					word, opening_lines))
			end
		end
	end,
}
