# A session of the real Claude Code in a project that `reeve setup claude` was run in: briefed at its start, it delegates over
# MCP, its worker writes in the worktree, the tracking file is kept from it. Taken out, nothing of reeve is in a session.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"
source "$(dirname "$0")/support/session.sh"

unset CLAUDE_CODE_SESSION_ID
make_board 2
mkdir .claude
echo '{"permissions": {"allow": ["mcp__reeve"]}}' >.claude/settings.json
expect_exit 0 reeve setup claude
publish "at home in sessions"
# As a person does once, when the program asks.
jq -n --arg project "$clone" '{projects: {($project): {hasTrustDialogAccepted: true}}}' >"$HOME/.claude.json"

edit=$(calls Edit "{\"file_path\": \"$clone/docs/tasks.md\", \"old_string\": \"Do T-1\", \"new_string\": \"Done\"}")
model "$(orchestrator 'Work off the board' "$edit" | jq -c '.match.any_contains = "reeve keeps docs/tasks.md"')" \
  "$(orchestrator 'denied by your permission settings' "$(shell 'echo "| T-9 |" | tee -a docs/tasks.md')")" \
  "$(orchestrator 'written by reeve alone' "$(calls mcp__reeve__start '{}')")" \
  "$(orchestrator '(\S+)  branch ' "$(delegates reeve:worker)")" \
  "$(orchestrator 'agentId:' "$(calls mcp__reeve__start '{}')")" \
  "$(orchestrator 'nothing to start' "$(words 'Nothing is left.')")" \
  "$(subagent '(?:^|\n)reeve prompt (\S+)\s*$' "$(shell 'reeve prompt $1')")" \
  "$(subagent "Task: (\S+)[^]*Work in '(.+)', nowhere else" "$(calls Write '{"file_path": "$2/$1.txt", "content": "good"}')")" \
  "$(subagent 'created successfully at: (.+)/(T-\d+)\.txt' \
    "$(shell 'cd "$1" && git add $2.txt && git commit -q -m "work on $2" && reeve finish --wait $2 </dev/null')")" \
  "$(subagent '(\S+) done' "$(words '$1 done')")"

# The session's parts, as it tells them at its start.
session "Work off the board" --verbose --output-format stream-json
expect_foreseen
jq -es 'map(select(.subtype == "init"))[0] | (.mcp_servers | any(.name == "reeve" and .status == "connected")) and
  (.agents | index("reeve:worker")) and (.slash_commands | contains(["reeve:run", "reeve:status", "reeve:tasks"]))' "$world/out" >/dev/null || fail "not all of reeve is in the session"
expect_out "Nothing is left."
for id in T-1 T-2; do expect_row $id "done"; done
expect_followed

# The skill is known to the model, and it may call it; the commands are there for people, under the names that the plugin gives them.
end_helpers
rm "$world/port"
model "$(orchestrator 'Do the tasks' "$(calls Skill '{"skill": "reeve:tasks"}')" | jq -c '.match.any_contains = "reeve:tasks: Works off"')" \
  "$(orchestrator 'Launching skill: reeve:tasks[^]*claims the next task' "$(words 'The skill says so.')")" \
  "$(orchestrator 'Work off the task table with reeve, from this session: both' "$(words 'I run them.')")" \
  "$(orchestrator 'reeve keeps docs/tasks.md: 2 of 2 done[^]*Tell me this in a few lines' "$(words 'Two tasks are done.')")"
session "Do the tasks"
expect_out "The skill says so."
session "/reeve:run both"
expect_out "I run them."
session "/reeve:status"
expect_out "Two tasks are done."
expect_foreseen

expect_exit 0 reeve setup claude --remove
expect_equal "$(cat .claude/settings.json)" '{"permissions": {"allow": ["mcp__reeve"]}}'
end_helpers
rm "$world/port"
model "$(orchestrator 'Anything' "$(words 'Nothing.')")"
session "Anything" --verbose --output-format stream-json
jq -es 'map(select(.subtype == "init"))[0] | .mcp_servers == [] and (.agents | index("reeve:worker") | not)' "$world/out" >/dev/null ||
  fail "something of reeve is left in the session"
expect_foreseen
