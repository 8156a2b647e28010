-- SPDX-License-Identifier: GPL-2.0-only
--
-- A function that other files of the driver may call says in a kernel-doc comment what
-- it is for and what each parameter means, and "Return:" if it returns anything.
local c_source = require("c_source")

-- The index of the first token of the declaration that has its name's "(" at `open`.
local function declaration_begin(tokens, open)
	local at = open
	while at > 1 and not tokens[at - 1].text:match("^[;}]$") do
		at = at - 1
	end
	return at
end

-- The comment that ends on the line above `line`, as a text; or nil.
local function comment_above(file, line)
	local last, first = line - 1, line - 1
	if not (file.lines[last] or ""):match("%*/%s*$") then
		return nil
	end
	while first > 1 and not file.lines[first]:find("/*", 1, true) do
		first = first - 1
	end
	return table.concat(file.lines, "\n", first, last)
end

-- Names of the parameters between the brackets; of a pointer to a function, its own.
local function parameters(tokens, open, stop)
	local names, depth, last, is_named = {}, 0, nil, false
	for at = open + 1, stop do
		local text = tokens[at].text
		if text == "," and depth == 0 or at == stop then
			names[#names + 1] = last
			last, is_named = nil, false
		elseif text == "(" then
			depth = depth + 1
		elseif text == ")" then
			depth, is_named = depth - 1, last ~= nil
		elseif text:match("^[%a_]") and not is_named then
			last = text
		end
	end
	return names
end

local function check_function(file, tokens, body, complain)
	local open, stop = body.body_begin, body.body_begin - 1
	while tokens[open].line ~= body.line or tokens[open].text ~= body.name do
		open = open - 1
	end
	open = open + 1
	local begin = declaration_begin(tokens, open)
	local words = {}
	for at = begin, open - 2 do
		words[tokens[at].text] = true
	end
	if words.static or body.name:match("^module_") then
		return
	end
	local comment = comment_above(file, tokens[begin].line) or ""
	if not comment:find("/**\n * " .. body.name .. " - ", 1, true) then
		complain(body.line, "expected \" * " .. body.name ..
			" - ...\" above it, after \"/**\"")
		return
	end
	for _, name in ipairs(parameters(tokens, open, stop)) do
		if name ~= "void" and not comment:find("\n * @" .. name .. ":", 1, true) then
			complain(body.line, "expected \"@" .. name .. ":\" in its kernel-doc")
		end
	end
	if (not words.void or tokens[open - 2].text == "*") and
		not comment:find("\n * Return:", 1, true) then
		complain(body.line, "expected \"Return:\" in its kernel-doc")
	end
end

return {
	says = "functions of the driver that are not static have kernel-doc, complete",
	applies = function(path)
		return path:match("^core/[^/]*%.c$")
	end,
	check = function(file, complain)
		local tokens = c_source.tokens(file.text)
		for _, body in ipairs(c_source.functions(tokens)) do
			check_function(file, tokens, body, complain)
		end
	end,
}
