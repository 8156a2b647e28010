-- SPDX-License-Identifier: GPL-2.0-only
--
-- Reads C as far as the style rules need: tokens with their lines, the functions
-- of a file, and how deeply a function's statements nest. Preprocessor lines and
-- comments are no tokens.

local c_source = {}

-- Blanks every character of a span but the line ends.
local function blank(span)
	return (span:gsub("[^\n]", " "))
end

-- The text with comments, strings and preprocessor lines blanked; a string or
-- character constant leaves a token, so that an expression stays one.
local function strip(text)
	local out, at = {}, 1

	while at <= #text do
		local two, stop = text:sub(at, at + 1), nil
		local one = two:sub(1, 1)
		if two == "/*" then
			stop = select(2, text:find("*/", at + 2, true)) or #text
			out[#out + 1] = blank(text:sub(at, stop))
		elseif two == "//" then
			stop = (text:find("\n", at, true) or #text + 1) - 1
			out[#out + 1] = blank(text:sub(at, stop))
		elseif one == '"' or one == "'" then
			stop = at + 1
			while stop <= #text and text:sub(stop, stop) ~= one do
				stop = stop + (text:sub(stop, stop) == "\\" and 2 or 1)
			end
			out[#out + 1] = "0" .. blank(text:sub(at + 1, stop))
		else
			stop = (text:find("[/\"']", at + 1) or #text + 1) - 1
			out[#out + 1] = text:sub(at, stop)
		end
		at = stop + 1
	end
	text = table.concat(out)

	local lines, continued = {}, false
	for line in (text .. "\n"):gmatch("(.-)\n") do
		local is_preprocessor = continued or line:match("^%s*#")
		continued = is_preprocessor and line:match("\\%s*$")
		lines[#lines + 1] = is_preprocessor and "" or line
	end
	return lines
end

-- Array of { text, line }: words, and single characters of punctuation.
function c_source.tokens(text)
	local tokens = {}

	for number, line in ipairs(strip(text)) do
		local at = 1
		while true do
			local from, to = line:find("[%w_]+", at)
			local mark = line:find("[^%s%w_]", at)
			if not from and not mark then
				break
			end
			if mark and (not from or mark < from) then
				from, to = mark, mark
			end
			tokens[#tokens + 1] = { text = line:sub(from, to), line = number }
			at = to + 1
		end
	end
	return tokens
end

local closing = { ["("] = ")", ["{"] = "}", ["["] = "]" }

-- The index of the bracket that closes the one at `open`.
local function closing_of(tokens, open)
	local depth, from, to = 0, tokens[open].text, closing[tokens[open].text]

	for at = open, #tokens do
		if tokens[at].text == from then
			depth = depth + 1
		elseif tokens[at].text == to then
			depth = depth - 1
			if depth == 0 then
				return at
			end
		end
	end
	return #tokens
end

-- Array of { name, line, body_begin, body_end }: line is that of the name, the
-- body's bounds are indexes of its braces.
function c_source.functions(tokens)
	local functions, at, name = {}, 1, nil

	while at <= #tokens do
		local token = tokens[at]
		if token.text == ";" or token.text == "=" then
			name = nil
		elseif token.text == "(" then
			local before = tokens[at - 1]
			if not name and before and before.text:match("^[%a_]") then
				name = before
			end
			at = closing_of(tokens, at)
		elseif token.text == "{" then
			local stop = closing_of(tokens, at)
			if name and tokens[at - 1].text:match("^[%)%w_]") then
				functions[#functions + 1] = { name = name.text, line = name.line,
					body_begin = at, body_end = stop }
			end
			name = nil
			at = stop
		end
		at = at + 1
	end
	return functions
end

local loops = { ["for"] = true, ["while"] = true, ["switch"] = true }

-- The deepest statement within a body: { depth, line }; 0 is the body itself,
-- `else if` is no deeper than its `if`.
function c_source.nesting(tokens, body)
	local deepest = { depth = 0, line = tokens[body.body_begin].line }
	local statement

	local function nested(at, depth)
		if depth > deepest.depth then
			deepest = { depth = depth, line = tokens[at].line }
		end
		return statement(at, depth)
	end

	local function skip_to(mark, at)
		while at < body.body_end and tokens[at].text ~= mark do
			at = closing[tokens[at].text] and closing_of(tokens, at) + 1 or at + 1
		end
		return at + 1
	end

	local function block(at, depth)
		local stop = closing_of(tokens, at)
		at = at + 1
		while at < stop do
			at = statement(at, depth)
		end
		return stop + 1
	end

	local function branch(at, depth)
		at = nested(closing_of(tokens, at + 1) + 1, depth + 1)
		if tokens[at].text == "else" then
			if tokens[at + 1].text == "if" then
				return branch(at + 1, depth)
			end
			return nested(at + 1, depth + 1)
		end
		return at
	end

	-- A word with arguments that a statement follows: a for_each macro.
	local function is_loop_macro(at)
		if tokens[at + 1].text ~= "(" then
			return false
		end
		local after = tokens[closing_of(tokens, at + 1) + 1].text
		return after == "{" or after:match("^[%a_]") ~= nil
	end

	function statement(at, depth)
		local word = tokens[at].text
		if word == "{" then
			return block(at, depth)
		elseif word == "if" then
			return branch(at, depth)
		elseif word == "do" then
			return skip_to(";", nested(at + 1, depth + 1))
		elseif word == "case" or word == "default" or
			(word:match("^[%a_]") and tokens[at + 1].text == ":") then
			return skip_to(":", at)
		elseif loops[word] or (word:match("^[%a_]") and is_loop_macro(at)) then
			return nested(closing_of(tokens, at + 1) + 1, depth + 1)
		end
		return skip_to(";", at)
	end

	block(body.body_begin, 0)
	return deepest
end

return c_source
