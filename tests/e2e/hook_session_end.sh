# When a session ends, what it started and nobody judges is put back; not what it, or the next one, goes on with.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hooks.sh"

make_fifo
gates='[{"name": "slow", "command": ["cat", "'$world/fifo'"], "baseline": "may-fail"}]' make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
expect_exit 0 reeve start A-1
CLAUDE_CODE_SESSION_ID=another expect_exit 0 reeve start A-2
(unset CLAUDE_CODE_SESSION_ID && expect_exit 0 reeve start A-3)

# A limit: it goes on later.
hook StopFailure '.error = "rate_limit"'
hook SessionEnd
expect_silence
expect_no_process_left
expect_row A-1 in-progress
# /clear: the next one goes on.
hook SessionStart '.source = "resume"'
hook SessionEnd '.reason = "clear"'
hook SessionStart '.source = "clear" | .session_id = "next"'
hook SessionEnd
expect_no_process_left
expect_row A-1 in-progress
hook Stop '.session_id = "next"'
expect_answer .reason "no report yet on A-1"

# The end of that one is the end of it; the rows of others stay.
hook SessionEnd '.session_id = "next"'
expect_silence
expect_no_process_left
expect_row A-1 not-started
expect_row A-2 in-progress
expect_row A-3 in-progress
grep -q "A-1 put back" .git/reeve/sessions/next.A-1.out || fail "nothing tells what came of it"

# What is being judged goes on.
expect_exit 0 reeve reset A-2
expect_exit 0 reeve start A-2
(cd "$clone.worktrees/A-2"; echo good >A-2.txt; git add A-2.txt; git commit -q -m work)
start reeve finish A-2 --wait
wait_for_hang
hook SessionEnd
let_go
ended 0
expect_no_process_left
expect_row A-2 "done"
