# How full a session is: `reeve budget`, the status line, and a warning that comes once for each step.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hooks.sh"

make_project "$(row A-1 "done")" "$(row A-2)"
samples=$REEVE_SOURCE/fixtures/claude

# Found by the session's id; its first word is the answer.
folder=$HOME/.claude/projects/-some-folder
mkdir -p "$folder"
expect_exit 2 reeve budget
expect_err "there is no transcript of the session $session"
cp "$samples/transcript/tools.jsonl" "$folder/$session.jsonl"
expect_exit 0 reeve budget
expect_equal "$(cat "$world/out")" "continue: context 15.6K of 1M (2 %), compact at 60 %"
ANTHROPIC_BASE_URL=http://127.0.0.1:9/ expect_exit 0 reeve budget
expect_out "of 200K (8 %)"
ANTHROPIC_BASE_URL=https://api.anthropic.com CLAUDE_CODE_DISABLE_1M_CONTEXT=1 expect_exit 0 reeve budget
expect_out "of 200K"
mkdir -p "$world/config/projects/x" && cp "$samples/transcript/compaction.jsonl" "$world/config/projects/x/$session.jsonl"
CLAUDE_CONFIG_DIR=$world/config expect_exit 0 reeve budget --json
expect_equal "$(jq -r '.answer, .tokens' "$world/out" | xargs)" "continue 21100"
context_of 140000
expect_exit 0 reeve budget --transcript "$transcript"
expect_equal "$(cat "$world/out")" "compact: context 140K of 200K (70 %), compact at 60 %"
expect_exit 2 reeve budget --transcript "$world/none.jsonl"
expect_err "there is no transcript"
(unset CLAUDE_CODE_SESSION_ID && expect_exit 2 reeve budget && expect_err "CLAUDE_CODE_SESSION_ID is not set")
CLAUDE_CODE_SESSION_ID=../../etc expect_exit 2 reeve budget

# The status line is told the true window, and the limits.
expect_line() {
  reeve statusline <"$world/told" >"$world/out" 2>"$world/err" || fail "statusline ends with $?"
  expect_equal "$(cat "$world/out")" "$1" "the status line"
}
jq --arg id "$session" '.session_id = $id | .context_window.context_window_size = 500000' \
  "$samples/statusline/subscription.json" >"$world/told"
expect_line "reeve 1/2 · context 24 % of 500K · 5h 42 % until 15:53 · 7d 30 %"
expect_exit 0 reeve budget
expect_out "continue: context 15.6K of 500K (3 %), compact at 60 %; 5h limit 42 % until 2026-11-20T15:53:20Z"
jq --arg id "$session" '.session_id = $id | .context_window.current_usage = null' "$samples/statusline/api-key.json" >"$world/told"
expect_line "reeve 1/2 · context 0 % of 200K"
(cd "$world" && expect_line "context 0 % of 200K")
echo "no JSON" >"$world/told"
expect_line ""

# The warning.
rm "$transcript" && context_of 100000
hook PostToolBatch
expect_silence
context_of 121000
hook PostToolBatch
expect_answer .hookSpecificOutput.additionalContext "context at 61 % of 200K (budget 60 %): start nothing new"
hook PostToolBatch
expect_silence
context_of 139000
hook PostToolBatch
expect_silence
context_of 141000
hook PostToolBatch '.agent_id = "a1"'
expect_silence
CLAUDE_CODE_AUTO_COMPACT_WINDOW=153000 hook PostToolBatch
expect_answer .hookSpecificOutput.additionalContext "compacted by itself"
hook PostToolBatch
expect_silence
echo '{"type":"system","subtype":"compact_boundary","compactMetadata":{"postTokens":600}}' >>"$transcript"
hook PostToolBatch
expect_silence
context_of 125000
hook PostToolBatch
expect_answer .hookSpecificOutput.additionalContext "context at 63 %"
transcript=/nowhere hook PostToolBatch
expect_silence

# What a summary must keep, said only to a session that works with reeve.
hook PreCompact
expect_silence
expect_exit 0 reeve start
hook PreCompact
expect_out "A-2 is in progress in $clone.worktrees/A-2"
expect_out 'reeve brief'
