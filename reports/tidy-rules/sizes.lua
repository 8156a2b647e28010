-- SPDX-License-Identifier: GPL-2.0-only
local c_source = require("c_source")

local source_lines, header_lines, function_lines, depth_limit = 700, 200, 70, 3
-- What belongs into <linux/bio.h> is the kernel's decision, not ours.
local kernel_header_lines = 400

local function file_limit(path)
	if path:match("^kernel%-shim/include/") then
		return kernel_header_lines
	end
	return path:match("%.h$") and header_lines or source_lines
end

local function check_functions(file, complain)
	local tokens = c_source.tokens(file.text)

	for _, body in ipairs(c_source.functions(tokens)) do
		local nr_lines = tokens[body.body_end].line - body.line + 1
		if nr_lines > function_lines then
			complain(body.line, ("%s has %d lines, expected at most %d"):format(
				body.name, nr_lines, function_lines))
		end
		local deepest = c_source.nesting(tokens, body)
		if deepest.depth > depth_limit then
			complain(deepest.line, ("%s nests %d deep, expected at most %d"):format(
				body.name, deepest.depth, depth_limit))
		end
	end
end

return {
	says = "functions, files and nesting are small",
	applies = function(path)
		return path:match("%.[chS]$") or path:match("%.lua$")
	end,
	check = function(file, complain)
		local limit = file_limit(file.path)
		if #file.lines > limit then
			complain(#file.lines, ("%d lines, expected at most %d"):format(
				#file.lines, limit))
		end
		if file.path:match("%.[ch]$") then
			check_functions(file, complain)
		end
	end,
}
