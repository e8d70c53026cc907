# A session that cannot compact itself stops at its budget: it is warned, given nothing more to start, and let go.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"
source "$(dirname "$0")/support/session.sh"

make_board 5
tool() { calls "mcp__plugin_reeve_reeve__$1" "${2:-"{}"}"; }
model "$(orchestrator 'Work off the task table with reeve' "$(tool start)")" \
  "$(orchestrator 'T-3  branch ' "$(using 130000 "$(delegates reeve:worker | sed 's/\$1/T-3/g')")")" \
  "$(orchestrator '(\S+)  branch ' "$(delegates reeve:worker)")" \
  "$(orchestrator 'T-3 done[^]*agentId:' "$(using 131000 "$(tool start)")")" \
  "$(orchestrator 'agentId:' "$(tool start)")" \
  "$(orchestrator 'the context of this session is' "$(using 132000 "$(words 'I stop here.')")" |
    jq -c '.match.any_contains = "reeve: context at 66 % of 200K (budget 60 %)"')" \
  "$(worker_turns)"
session "/reeve:run" --plugin-dir "$REEVE_SOURCE/hooks/claude" --tools Bash,Agent,Edit
expect_foreseen
expect_out "I stop here."
for n in 1 2 3; do expect_row "T-$n" done; done
for n in 4 5; do expect_row "T-$n" not-started; done
expect_seen "T-3 done, 2K"
expect_followed
