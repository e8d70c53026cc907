# Sourced after lib.sh: hooks of a Claude Code session, told as recorded ones were (fixtures/claude/hooks).

hooks_recorded=$REEVE_SOURCE/fixtures/claude/hooks
session=5030cf64-ea37-40f6-b1dd-94937dd1893d

# hook EVENT [JQ]: the hook is told of EVENT (by Claude Code's name) as it was once recorded, for this session and this
# folder; JQ changes that. It ends with 0 and without a word on stderr; its answer is in $world/out.
hook() {
  cat "$hooks_recorded"/*.jsonl | jq -c --arg event "$1" 'select(.hook_event_name == $event)' >"$world/recorded"
  [[ -s $world/recorded ]] || echo "{\"hook_event_name\": \"$1\"}" >"$world/recorded"
  head -n 1 "$world/recorded" | jq -c --arg session "$session" --arg cwd "$PWD" \
    --arg transcript "${transcript:-/nowhere/$session.jsonl}" \
    ". + {session_id: \$session, cwd: \$cwd, transcript_path: \$transcript} | ${2:-.}" >"$world/told"
  tell_hook "$1" <"$world/told"
}
# tell_hook EVENT: with this stdin.
tell_hook() {
  reeve hook "$1" >"$world/out" 2>"$world/err" || fail "reeve hook $1 ends with $?"
  [[ ! -s $world/err ]] || fail "reeve hook $1 says something on stderr"
}
expect_silence() { [[ ! -s $world/out ]] || fail "the hook answers"; }
# expect_answer JQ TEXT: the text at that place of the answer has TEXT in it.
expect_answer() {
  jq -e --arg text "$2" "$1 | contains(\$text)" "$world/out" >/dev/null || fail "the answer's $1 lacks: $2"
}
expect_denied() { expect_answer .hookSpecificOutput.permissionDecisionReason "$1"; }

# In the session's own commands.
export CLAUDE_CODE_SESSION_ID=$session

# context_of TOKENS: the session's last request had so many. Written to $transcript.
context_of() {
  transcript=$world/$session.jsonl
  local last='{"isSidechain":false,"type":"assistant","message":{"model":"claude-haiku-4-5","usage":{"input_tokens":0,"output_tokens":9}}}'
  jq -c --argjson tokens "$1" '.message.usage.cache_read_input_tokens = $tokens' <<<"$last" >>"$transcript"
}
