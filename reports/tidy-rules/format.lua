-- SPDX-License-Identifier: GPL-2.0-only
return {
	says = "C is as clang-format leaves it (make format)",
	applies = function(path) return path:match("%.[ch]$") and not path:match("^build/") end,
	check_all = function(paths, root, complain)
		if #paths == 0 then
			return
		end
		local list = os.tmpname()
		local handle = assert(io.open(list, "w"))
		handle:write(table.concat(paths, "\n"), "\n")
		handle:close()
		-- Each process writes once, or the lines of several would mix.
		local pipe = assert(io.popen(([[cd '%s' && xargs -P "$(nproc)" -n 8 sh -c '
			out=$(clang-format --dry-run -Werror --ferror-limit=1 "$@" 2>&1)
			[ -z "$out" ] || echo "$out"' _ <'%s' 2>&1]]):format(root, list)))
		for line in pipe:lines() do
			local path, number, text = line:match("^([^:]+):(%d+):%d+: error: (.*)")
			if path then
				complain(path, tonumber(number), text)
			elseif line:match("^sh: ") or line:match("^xargs: ") then
				complain(".clang-format", 1, line)
			end
		end
		pipe:close()
		os.remove(list)
	end,
}
