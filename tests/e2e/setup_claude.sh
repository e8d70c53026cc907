# `reeve setup claude`: into a project's files of Claude Code, and out of them again to the byte.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)"
settings=.claude/settings.json
bytes() { { find .mcp.json .claude -type f -print0 2>/dev/null || true; } | sort -z | xargs -0r sha256sum; }
value() { jq -c "$2" "$1"; }
# there_and_back: set up, set up again, taken out: the same bytes as before.
there_and_back() {
  bytes >"$world/original"
  expect_exit 1 reeve setup claude --check
  expect_exit 0 reeve setup claude
  bytes >"$world/first"
  expect_exit 0 reeve setup claude --check
  expect_no_out missing
  expect_exit 0 reeve setup claude
  expect_out "nothing to change"
  bytes | diff "$world/first" - >&2 || fail "the second time changed something"
  jq -e '[.hooks[][].hooks[] | select(.command == "reeve")] | length == 8' $settings >/dev/null || fail "not all hooks"
  jq -e '.mcpServers.reeve == {type: "stdio", command: "reeve", args: ["mcp"], alwaysLoad: true}' .mcp.json >/dev/null ||
    fail "no server"
  expect_exit 0 reeve setup claude --remove
  bytes | diff "$world/original" - >&2 || fail "taken out, the files are not what they were"
}

# A project without any of it: nothing is left.
there_and_back
expect_clean_status
[[ ! -e .claude && ! -e .mcp.json && ! -e ../clone.worktrees ]] || fail "something stays"

# What it writes.
expect_exit 0 reeve setup claude
expect_out "wrote .mcp.json"
[[ -d ../clone.worktrees ]] || fail "there is no directory for worktrees, which a session must find at its start"
expect_err "60 % (budget.context) of 200K tokens"
expect_equal "$(value $settings .permissions)" \
  '{"deny":["Edit(./docs/tasks.md)"],"additionalDirectories":["../clone.worktrees/."]}' permissions
expect_equal "$(value $settings .env)" '{"CLAUDE_CODE_AUTO_COMPACT_WINDOW":"0153000"}' "the compaction window"
expect_equal "$(value $settings .statusLine.command)" '"reeve statusline"' "the status line"
expect_equal "$(value $settings '.hooks.PreToolUse[0].matcher')" '"Edit|Write|MultiEdit|NotebookEdit|Bash"' "the matcher"
grep -qx "name: reeve:worker" .claude/agents/reeve-worker.md || fail "no agent"
for file in skills/tasks/SKILL.md commands/run.md commands/status.md; do
  name=$(basename "${file/\/SKILL/}")
  diff "$REEVE_SOURCE/hooks/claude/$file" <(head -n -1 ".claude/commands/reeve/$name") >&2 || fail "no /reeve:${name%.md}"
done
grep -qF "agent \`reeve:worker\`" .claude/commands/reeve/tasks.md || fail "the skill names another agent"

PATH=/usr/bin:/bin expect_exit 0 "$REEVE_BIN/reeve" setup claude --check
expect_err "there is no reeve in PATH"

# Whole files as another version wrote them, and nobody edited, are brought up to date, and go with the rest.
# marked TEXT: as reeve marks a file with that text.
marked() {
  printf '%s' "$1"
  python3 -c 'import sys
value = 14695981039346656037
for byte in sys.argv[1].encode(): value = (value ^ byte) * 1099511628211 % 2**64
print(f"<!-- reeve {value:016x} -->")' "$1"
}
older=$'---\nname: reeve:worker\n---\nOlder words.\n'
current=$(sha256sum .claude/agents/reeve-worker.md)
marked "$older" >.claude/agents/reeve-worker.md
expect_exit 1 reeve setup claude --check
expect_out "changed     .claude/agents/reeve-worker.md: agent reeve:worker"
take_next_step
expect_equal "$(sha256sum .claude/agents/reeve-worker.md)" "$current" "the agent"
sed -i '$d' .claude/commands/reeve/run.md
expect_exit 1 reeve setup claude --check
expect_out "changed     .claude/commands/reeve/run.md: command /reeve:run"
marked "$older" >.claude/agents/reeve-worker.md
expect_exit 0 reeve setup claude --remove
[[ ! -e .claude ]] || fail "an older file stays"
for file in agents/reeve-worker.md commands/reeve/run.md commands/reeve/tasks.md commands/reeve/status.md; do
  expect_exit 0 reeve setup claude
  sed -i 's/task/job/' .claude/$file
  edited=$(sha256sum .claude/$file)
  expect_exit 0 reeve setup claude --check
  expect_out "yours       .claude/$file"
  expect_exit 0 reeve setup claude
  expect_exit 0 reeve setup claude --remove
  expect_out "kept .claude/$file"
  expect_equal "$(sha256sum .claude/$file)" "$edited" "an edited $file"
  expect_equal "$(find .claude -type f)" ".claude/$file" "what stays"
  rm -r .claude
done
expect_exit 0 reeve setup claude

# What was edited, or went, is told and put right; what others put around it stays when it goes.
jq 'del(.hooks.Stop) | .hooks.PreToolUse[0].matcher = "Edit" | .permissions.allow = ["Bash(ls)"] | .hooks.Stop = [{hooks: [{type: "command", command: "mine"}]}]' \
  $settings >"$world/edited" && cp "$world/edited" $settings
expect_exit 1 reeve setup claude --check
expect_out "missing     $settings: hook Stop"
expect_out "changed     $settings: hook PreToolUse"
take_next_step
expect_exit 0 reeve setup claude --check
echo "more" >>.claude/agents/reeve-worker.md
expect_exit 0 reeve setup claude --remove
expect_out "kept .claude/agents/reeve-worker.md"
expect_equal "$(jq -cS . $settings)" '{"hooks":{"Stop":[{"hooks":[{"command":"mine","type":"command"}]}]},"permissions":{"allow":["Bash(ls)"]}}' \
  "what others put there"
rm -r .claude

# A project with much of its own: CRLF, tabs, one line, no last line end, hooks for the same events.
mkdir .claude
printf '{\r\n\t"model": "opus[1m]",\r\n\t"hooks": {\r\n\t\t"Stop": [{"hooks":[{"type":"command","command":"say done"}]}],\r\n\t\t"PreToolUse" :[ ]\r\n\t},\r\n\t"statusLine": {"type": "command", "command": "mine"},\r\n\t"permissions": {"deny": ["Read(.env)"], "additionalDirectories": []}, "env": {}\r\n}' >$settings
printf '{"mcpServers":{"docs":{"command":"docs","args":["--stdio"]}}}' >.mcp.json
there_and_back
expect_exit 0 reeve setup claude
expect_out "kept $settings: status line"
expect_err "60 % (budget.context) of 1M tokens, the window of opus[1m]"
expect_equal "$(value $settings .statusLine.command)" '"mine"' "the status line"
expect_equal "$(value $settings '[.hooks.Stop[].hooks[].command]')" '["say done","reeve"]' "hooks of Stop"
expect_equal "$(value $settings .env)" '{"CLAUDE_CODE_AUTO_COMPACT_WINDOW":"0633000"}' "the compaction window"
[[ $(grep -c $'\r$' $settings) == "$(($(wc -l <$settings)))" ]] || fail "line ends are mixed"
# Others add to what was added, before and behind.
sed -i 's/"deny": \["Read(.env)"/"deny": ["Read(.key)", "Read(.env)"/; s|"../clone.worktrees/."|"../clone.worktrees/.", "../more"|' $settings
expect_exit 0 reeve setup claude --remove
expect_equal "$(value $settings .permissions)" '{"deny":["Read(.key)","Read(.env)"],"additionalDirectories":["../more"]}' permissions
rm -r .claude .mcp.json

# What serves as well stays the project's own.
mkdir .claude
printf '{"permissions": {"deny": ["Edit(docs/tasks.md)"], "additionalDirectories": ["../clone.worktrees"]}, "env": {"CLAUDE_CODE_AUTO_COMPACT_WINDOW": "200000"}}\n' >$settings
there_and_back

# So does reeve by another path, and with variables.
for more in '' ', "env": {"REEVE_LOG": "debug"}'; do
  server="{\"mcpServers\": {\"reeve\": {\"command\": \"/opt/reeve/bin/reeve\", \"args\": [\"mcp\"]$more}}}"
  stop='[{"hooks": [{"type": "command", "command": "/opt/reeve/bin/reeve", "args": ["hook", "stop"]}]}]'
  printf '%s' "$server" >.mcp.json
  printf '{"hooks": {"Stop": %s}}' "$stop" >$settings
  bytes >"$world/original"
  expect_exit 1 reeve setup claude --check
  expect_out "there       .mcp.json: MCP server reeve (as you have it)"
  expect_out "there       $settings: hook Stop (as you have it)"
  expect_exit 0 reeve setup claude
  expect_exit 0 reeve setup claude --check
  expect_equal "$(cat .mcp.json)" "$server" "the server"
  expect_equal "$(value $settings .hooks.Stop)" "$(jq -c . <<<"$stop")" "the hook"
  expect_exit 0 reeve setup claude --remove
  expect_out "kept .mcp.json: MCP server reeve"
  expect_out "kept $settings: hook Stop"
  bytes | diff "$world/original" - >&2 || fail "taken out, the files are not what they were"
done
rm .mcp.json

# Refused, with file and line, and nothing is written.
refuses() { # FILE TEXT…
  refused 2 "$@" "nothing was written" "next:" -- reeve setup claude
  refused 2 "$@" "next:" -- reeve setup claude --remove
}
printf '{\n  "a": 1, // mine\n}\n' >$settings
refuses $settings "line 2" "no valid JSON"
printf '\xef\xbb\xbf{}\n' >$settings
refuses $settings "byte order mark"
printf '{"hooks": {},\n "hooks": {}}\n' >$settings
refuses $settings "line 2" "there twice"
printf '{\n"hooks": []}\n' >$settings
refused 2 $settings "line 2" "no object" "nothing was written" -- reeve setup claude
printf '{}' >$settings
printf '{"mcpServers": {"reeve": {"command": "other"}}}' >.mcp.json
remember
expect_exit 1 reeve setup claude --check
expect_out "in the way  .mcp.json: MCP server reeve"
expect_unchanged
rm .mcp.json
mkdir .mcp.json
refuses .mcp.json directory
rmdir .mcp.json
mv .claude "$world/dotfiles"
ln -s "$world/dotfiles" .claude
refuses .claude "out of the project"
rm .claude
ln -s nowhere .mcp.json
refuses .mcp.json "leads nowhere"
rm .mcp.json
echo "no directory" >.claude
refuses .claude "no directory"
rm .claude
# A link within the project is followed.
mkdir .claude tools
printf '{ "model": "haiku" }\n' >tools/settings.json
ln -s ../tools/settings.json $settings
there_and_back
[[ -L $settings ]] || fail "the link is gone"
expect_equal "$(cat tools/settings.json)" '{ "model": "haiku" }'
