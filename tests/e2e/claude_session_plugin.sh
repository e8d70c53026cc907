# A session with the plugin works off a board of ten through MCP and hooks, to its end: it is refused an edit of the table, is
# compacted in the middle, wants to stop early and is told what is next.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"
source "$(dirname "$0")/support/session.sh"

make_board 10
# Claude Code compacts at 60 % of 200 000 tokens.
export CLAUDE_CODE_AUTO_COMPACT_WINDOW=153000
tool() { calls "mcp__plugin_reeve_reeve__$1" "${2:-"{}"}"; }
once() { jq -c '.times = 1' <<<"$1"; }
edit=$(jq -nc --arg file "$clone/docs/tasks.md" '{tools: [{name: "Edit",
  input: {file_path: $file, old_string: "| T-8 | in-progress |", new_string: "| T-8 | done |"}}]}')
delegates_8=$(delegates reeve:worker | sed 's/\$1/T-8/g')
model "$(orchestrator 'Work off the task table with reeve' "$(tool start)")" \
  "$(once "$(orchestrator 'T-5  branch ' "$(using 121000 "$(delegates reeve:worker | sed 's/\$1/T-5/g')")")")" \
  "$(orchestrator 'create a detailed summary' "$(words '<summary>Five tasks were started with reeve.</summary>')")" \
  "$(orchestrator 'being continued from a previous conversation' "$(tool brief)")" \
  "$(orchestrator 'reeve keeps docs/tasks.md' "$(tool start)")" \
  "$(once "$(orchestrator 'T-6 done[^]*agentId:' "$(words 'Six are done, that will do.')")")" \
  "$(orchestrator 'Stop hook feedback' "$(tool start)")" \
  "$(once "$(orchestrator 'T-8  branch ' "$(shell 'cat docs/tasks.md')")")" \
  "$(once "$(orchestrator 'T-8 . in-progress' "$edit")")" \
  "$(orchestrator 'is written by reeve alone' "$delegates_8")" \
  "$(orchestrator '(\S+)  branch ' "$(delegates reeve:worker)")" \
  "$(orchestrator 'agentId:' "$(tool start)")" \
  "$(orchestrator 'nothing to start' "$(words 'Nothing is left.')")" \
  "$(worker_turns)"
session "/reeve:run" --plugin-dir "$REEVE_SOURCE/hooks/claude" --tools Bash,Agent,Edit
expect_foreseen
expect_out "Nothing is left."
for n in 1 2 3 4 5 6 7 8 9 10; do expect_row "T-$n" done; done
expect_followed
# The summary was told what to keep; the session after it, where things stand.
expect_seen "This session works off docs/tasks.md with reeve. Keep in the summary"
expect_seen "T-5 done"
expect_seen "is written by reeve alone"
expect_seen "Next: call \`reeve start\`"
# Nobody but reeve has written the table.
expect_equal "$(git log --format='%(trailers:key=Reeve-Run,valueonly)' main -- docs/tasks.md | grep -c .)" 20 "commits of the table by reeve"
# A subagent of the plugin starts small.
first=$(request_bytes true | head -n 1)
note "a subagent starts with $((first / 4)) tokens"
((first <= 8800)) || fail "a subagent starts with $first bytes"
