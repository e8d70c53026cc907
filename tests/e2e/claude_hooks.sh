# A session of the real Claude Code works off the board by commands: briefed at its start, refused the tracking file, warned
# of its context, kept going until all is done; when it ends early its row is put back.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

unset CLAUDE_CODE_SESSION_ID
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
entry() {
  jq -nc --arg name "$1" --arg event "$2" --arg matcher "${3:-}" \
    '{($name): [{hooks: [{type: "command", command: "reeve", args: ["hook", $event], timeout: 10}]}
      + (if $matcher == "" then {} else {matcher: $matcher} end)]}'
}
{
  entry SessionStart session-start
  entry PreToolUse pre-tool 'Edit|Write|MultiEdit|NotebookEdit|Bash'
  entry PostToolBatch post-tool-batch
  entry PreCompact pre-compact
  entry Stop stop
  entry SubagentStop subagent-stop
  entry StopFailure stop-failure
  entry SessionEnd session-end
} | jq -s '{hooks: add}' >"$world/settings.json"

limited=5030cf64-ea37-40f6-b1dd-94937dd1893d
# when TEXT TURN [TOLD]: for requests whose last message has the text, and that have TOLD somewhere.
when() { jq -c --arg text "$1" --arg told "${3:-}" '.match = {last_user_contains: $text, any_contains: $told}' <<<"$2"; }
work() { echo "(cd '$clone.worktrees/$1' && echo good >$1.txt && git add $1.txt && git commit -q -m 'work on $1' && reeve finish $1 --wait </dev/null)"; }
model \
  "$(when "work off the board" "$(uses x Read "{\"file_path\": \"$clone/docs/tasks.md\"}")" "reeve keeps docs/tasks.md: 0 of 3 done")" \
  "$(when "Do A-1" "$(uses x Edit "{\"file_path\": \"$clone/docs/tasks.md\", \"old_string\": \"Do A-1\", \"new_string\": \"Done\"}")")" \
  "$(when "(this: edit)" "$(runs x "sed -i s/not-started/done/ docs/tasks.md")")" \
  "$(when "(this: sed)" "$(runs x "reeve start")")" \
  "$(when "branch reeve/A-1" "$(runs x "$(work A-1)")")" \
  "$(when "A-1 done" "$(says x "A-1 is done, and I stop here.")")" \
  "$(when "2 ready. Next: call" "$(runs x "reeve start")")" \
  "$(when "branch reeve/A-2" "$(using 130000 "$(runs x "$(work A-2)")")")" \
  "$(when "A-2 done" "$(runs x "echo on and on")" "context at 66 % of 200K (budget 60 %)")" \
  "$(when "on and on" "$(says x "I stop again.")")" \
  "$(when "1 ready. Next: call" "$(runs x "reeve start && $(work A-3)")")" \
  "$(when "A-3 done" "$(says x "All is done.")")" \
  "$(when "begin and leave" "$(runs x "reeve start")")" \
  "$(when "branch reeve/A-4" "$(says x "I leave.")")" \
  "$(when "meet the limit" "$(runs x "reeve start")")" \
  "$(when "branch reeve/A-4" "$(breaks x usage_limit)")" \
  "$(always "$(when "no report yet on A-4" "$(says x "I still leave.")")")"
session() { expect_exit 0 claude -p "$1" --model claude-opus-4-8 --permission-mode acceptEdits --allowedTools Bash --settings "$world/settings.json"; }

session "work off the board"
expect_foreseen
expect_out "All is done."
for id in A-1 A-2 A-3; do expect_row "$id" "done"; done
expect_followed
expect_seen "docs/tasks.md is written by reeve alone (this: edit)"
expect_equal "$(git log --format=%s | grep -c 'chore(tasks)')" 6 "edits of the table"

# One that leaves with a task in hand: asked three times, then let go, and its row is put back.
expect_exit 0 reeve add "Do A-4"
session "begin and leave"
expect_foreseen
expect_no_process_left
expect_equal "$(grep -c "no report yet on A-4" "$api_log")" 3 "times that it was asked"
expect_row A-4 not-started

# A usage limit ends the turn: the row stays with the session.
expect_exit 1 claude -p "meet the limit" --session-id "$limited" --model claude-opus-4-8 --allowedTools Bash --settings "$world/settings.json"
expect_no_process_left
expect_row A-4 in-progress
