# A session of the real Claude Code with the plugin, and nothing else of reeve in the project: `/reeve:run` works off the board
# over MCP with the plugin's agent, `/reeve:status` tells how it stands.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"
source "$(dirname "$0")/support/session.sh"

unset CLAUDE_CODE_SESSION_ID
make_board 2
start=$(calls mcp__plugin_reeve_reeve__start '{}')
edit=$(shell 'echo "| T-9 |" | tee -a docs/tasks.md')
model "$(orchestrator 'Work off the task table with reeve, from this session: both' "$edit" |
    jq -c '.match.any_contains = "reeve keeps docs/tasks.md: 0 of 2 done"')" \
  "$(orchestrator 'written by reeve alone' "$start")" \
  "$(orchestrator '(\S+)  branch ' "$(delegates reeve:worker)")" \
  "$(orchestrator 'agentId:' "$start")" \
  "$(orchestrator 'nothing to start' "$(words 'Nothing is left.')")" \
  "$(orchestrator 'reeve keeps docs/tasks.md: 2 of 2 done[^]*Tell me this in a few lines' "$(words 'Two tasks are done.')")" \
  "$(worker_turns)"
with_plugin() { session "$1" --plugin-dir "$REEVE_SOURCE/hooks/claude" --settings '{"permissions": {"allow": ["mcp__plugin_reeve_reeve"]}}'; }

with_plugin "/reeve:run both"
expect_foreseen
expect_out "Nothing is left."
for id in T-1 T-2; do expect_row $id "done"; done
expect_followed
with_plugin "/reeve:status"
expect_foreseen
expect_out "Two tasks are done."
