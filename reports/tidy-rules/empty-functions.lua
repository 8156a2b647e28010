-- SPDX-License-Identifier: GPL-2.0-only
--
-- A shim function is implemented, or it stops the run by name: a call that succeeds
-- and does nothing is a lie that tests then certify. Where nothing is what Linux
-- does there too, a comment in the body says so.
local c_source = require("c_source")

local function has_comment(file, from, to)
	for number = from, to do
		if file.lines[number]:find("/*", 1, true) then
			return true
		end
	end
	return false
end

return {
	says = "no function of the shim has an empty body without a reason",
	applies = function(path)
		return path:match("^kernel%-shim/.*%.[ch]$") and not path:match("/test/")
	end,
	check = function(file, complain)
		local tokens = c_source.tokens(file.text)
		for _, body in ipairs(c_source.functions(tokens)) do
			local first, last = tokens[body.body_begin].line, tokens[body.body_end].line
			local is_empty = body.body_end == body.body_begin + 1
			if is_empty and not has_comment(file, first, last) then
				complain(body.line, body.name ..
					" is empty, expected code or a comment that says why")
			end
		end
	end,
}
