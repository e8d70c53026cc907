# /clear: the session goes on under another id, but the programs that it started know it by the old one. Resumed, the old one
# is itself again.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hooks.sh"

cleared() {
  hook SessionEnd '.reason = "clear"'
  hook SessionStart '.source = "clear" | .session_id = "next"'
}
make_project "$(row A-1)" "$(row A-2)"
# It had started nothing before, and was full.
hook SessionStart
context_of 140000
mkdir -p "$HOME/.claude/projects/here" && cp "$transcript" "$HOME/.claude/projects/here/$session.jsonl"
expect_exit 5 reeve start
expect_err "the context of this session is 70 % full"
unset transcript
cleared
expect_exit 0 reeve start
expect_equal "$(cat .git/reeve/runs/*/session)" next "whose A-1 is"
hook Stop '.session_id = "next"'
expect_answer .reason "no report yet on A-1"
hook SessionEnd '.session_id = "next"'
expect_no_process_left
expect_row A-1 not-started

rm "$HOME/.claude/projects/here/$session.jsonl"
hook SessionStart '.source = "resume"'
expect_exit 0 reeve start A-2
hook Stop
expect_answer .reason "no report yet on A-2"
hook SessionEnd
expect_no_process_left
expect_row A-2 not-started
