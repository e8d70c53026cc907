# A subagent that read an assignment reports before it stops; it is told so twice at most.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hooks.sh"

make_project "$(row A-1)" "$(row A-10)"
expect_exit 0 reeve start A-1
expect_exit 0 reeve start A-10
asked() {
  jq -nc --arg command "$1" '{type: "assistant", isSidechain: true,
    message: {content: [{type: "tool_use", name: "Bash", input: {command: $command}}]}}' >"$world/agent.jsonl"
}
stops() { hook SubagentStop ".agent_transcript_path = \"$world/agent.jsonl\" | .agent_id = \"$1\""; }

asked "cd ../clone.worktrees/A-1 && reeve prompt A-1"
stops one
expect_answer .reason "A-1 has no report yet"
expect_answer .reason 'reeve finish A-1'
stops one
expect_answer .reason "A-1 has no report yet"
stops one
expect_silence
asked "reeve prompt 'A-10' | head"
stops two
expect_answer .reason "A-10 has no report yet"
asked "make"
stops three
expect_silence
rm "$world/agent.jsonl"
stops four
expect_silence

# Reported, there is nothing to say.
expect_exit 0 reeve block A-1 --note "needs a key"
asked "reeve prompt A-1"
stops five
expect_silence
