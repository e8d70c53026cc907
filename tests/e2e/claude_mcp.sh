# The real Claude Code has the tools up front and calls them: a session claims a task, which a subagent works on, and is told
# what came of it.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"
source "$(dirname "$0")/support/session.sh"

make_board 2
tool() { calls "mcp__reeve__$1" "$2"; }
agents='{"worker": {"description": "works on one task", "prompt": "Run the command in your prompt; it is your assignment.",
                    "tools": ["Bash"]}}'
model "$(orchestrator 'Work off the board' "$(tool brief '{}')")" \
  "$(orchestrator 'reeve keeps docs/tasks.md' "$(tool start '{}')")" \
  "$(orchestrator '(\S+)  branch ' "$(delegates worker)")" \
  "$(orchestrator 'agentId:' "$(tool start '{}')")" \
  "$(orchestrator 'nothing to start' "$(tool block '{"id": "T-9", "note": "x"}')")" \
  "$(orchestrator 'T-9 was not started' "$(words 'Nothing is left.')")" \
  "$(worker_turns)"
servers='{"mcpServers": {"reeve": {"type": "stdio", "command": "reeve", "args": ["mcp"]}}}'
session "Work off the board" --tools Bash,Agent --agents "$agents" --allowedTools Bash,mcp__reeve \
  --mcp-config "$servers" --strict-mcp-config
expect_out "Nothing is left."
expect_foreseen
for n in 1 2; do expect_row "T-$n" done; done
expect_seen "T-2 done, 2K"
expect_seen "not started by hand here"

# From its first request on, without a search for them.
first=$(jq -c 'select(.subagent == false and (.tools | length > 0)) | .tools' "$api_log" | head -n 1)
for name in start finish block add brief; do
  jq -e --arg name "mcp__reeve__$name" 'index($name) != null' <<<"$first" >/dev/null || fail "$name is not up front: $first"
done
# A task costs the session two requests, and few tokens: its first one ends with the fifth request.
grown=$(request_bytes false | awk 'NR == 3 {before = $1} NR == 5 {print int(($1 - before) / 4)}')
note "a task over MCP: the session grows by $grown tokens"
((grown <= 320)) || fail "the session grows by $grown tokens a task"
expect_no_process_left
