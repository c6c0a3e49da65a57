-- SPDX-License-Identifier: GPL-2.0-or-later
-- Neovim 0.7 types a bug, sees it, looks at it, and lets it be repaired.
-- LSP_COMMAND is the server, a word a line; LSP_FILE the file; LSP_PUT a pattern
-- of the line with the put that is deleted, or that LSP_TYPE is typed on.  With
-- no LSP_PUT it only shows what is found in the file as it is.
local function say(...)
    io.stdout:write(string.format(...), "\n")
end

local function quit(status)
    io.stdout:flush()
    vim.cmd((status == 0 and "qall!" or "cquit!"))
end

local function wait(what, test)
    if not vim.wait(150000, test, 20) then
        say("%s never came", what)
        quit(1)
        error(what)
    end
end

local function ours()
    return vim.tbl_filter(function(d) return d.source == "holdcheck" end,
                          vim.diagnostic.get(0))
end

local heard = false
local publish = vim.lsp.handlers["textDocument/publishDiagnostics"]
vim.lsp.handlers["textDocument/publishDiagnostics"] = function(...)
    heard = true
    return publish(...)
end

vim.cmd("edit " .. vim.fn.fnameescape(vim.env.LSP_FILE))
local client = vim.lsp.start_client({
    name = "clangd",
    cmd = vim.split(vim.env.LSP_COMMAND, "\n"),
    root_dir = vim.fn.getcwd(),
})
wait("the server", function()
    return vim.lsp.get_client_by_id(client).initialized
end)
vim.lsp.buf_attach_client(0, client)
wait("a first publication", function() return heard end)

local function show()
    for _, d in ipairs(ours()) do
        say("%d:%d-%d: %s [%s]", d.lnum + 1, d.col + 1, d.end_col + 1,
            d.message, d.code or d.user_data.lsp.code)
        for _, r in ipairs(d.user_data.lsp.relatedInformation or {}) do
            say("  %d: %s", r.location.range.start.line + 1, r.message)
        end
        say("  page: %s",
            vim.fn.fnamemodify(d.user_data.lsp.codeDescription.href, ":t"))
    end
end

-- An empty variable is none to Neovim.
if not vim.env.LSP_PUT then
    wait("the finding", function() return #ours() > 0 end)
    show()
    return quit(0)
end
say("at first: %d", #ours())

-- As somebody would: search, delete the line.
local keys = vim.api.nvim_replace_termcodes(vim.env.LSP_TYPE or "dd", true,
                                            false, true)
vim.api.nvim_feedkeys("gg/" .. vim.env.LSP_PUT .. "\n" .. keys, "nx", false)
wait("the finding", function() return #ours() > 0 end)
show()

local finding = ours()[1]
vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
local chosen
vim.ui.select = function(items, _, choose)
    for _, item in ipairs(items) do
        if item[2].title:find("^Holdcheck") then
            chosen = item[2].title
            return choose(item)
        end
    end
end
vim.lsp.buf.code_action()
wait("the code action", function() return chosen end)
say("%s", chosen)
wait("silence", function() return #ours() == 0 end)
for n, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    if line:find(vim.env.LSP_PUT, 1, true) then
        say("%d: %s", n, line)
    end
end
say("modified: %s", vim.bo.modified)
quit(0)
