# For the scripts whose worker is the real Claude Code, in the version that tests/claude/package-lock.json pins. A stand-in
# (tests/support/model-api) takes the model's place and answers by a script. Needs lib.sh.

claude_folder=${REEVE_CLAUDE:-$REEVE_SOURCE/build/npm/node_modules/.bin}
api_log=$world/api.jsonl

[[ -x $claude_folder/claude ]] || skip "no Claude Code in build/npm; \`./dev test\` installs it, with a network"
PATH=$claude_folder:$PATH
command -v node >/dev/null || skip "no node, which the model's stand-in needs"

# The program asks once more after a fault, instead of ten times.
export ANTHROPIC_API_KEY=sk-none CLAUDE_CODE_MAX_RETRIES=1

# Limits of use, and events about them, come with a subscription only.
as_subscriber() {
  unset ANTHROPIC_API_KEY
  export CLAUDE_CODE_OAUTH_TOKEN=none
}

# write_config as lib.sh has it, with the adapter `claude`.
write_config() {
  local sound='[{"name": "sound", "command": ["sh", "sound.sh"]}]'
  cat >reeve.json <<JSON
{
  "worker": {"adapter": "claude", "model": "claude-opus-4-8", "sandbox": "${sandbox:-off}", "template": "prompt.md",
             ${worker_more:+$worker_more,} "timeout": "${worker_timeout:-2m}"},
  ${config_more:+$config_more,}
  "gates": ${gates:-$sound}
}
JSON
}

# --- what the model does ----------------------------------------------------------------------------------------------

# Each prints one turn of a scenario, for requests about the task ID. A turn answers once; `always TURN` each time.
turn() { jq -nc --arg task "Task: $1" --argjson answer "$2" '{match: {any_contains: $task}} + $answer'; }
always() { jq -c '. + {times: "always"}' <<<"$1"; }
# says ID TEXT: the model's last words.
says() { turn "$1" "$(jq -nc --arg text "$2" '{text: $text}')"; }
# reports ID STATUS [NOTES]: with a result block.
reports() {
  says "$1" "I am through."$'\n\n```json\n'"{\"task_id\": \"$1\", \"status\": \"$2\", \"notes\": \"${3:-}\"}"$'\n```'
}
# uses ID TOOL INPUT: a tool, whose input is JSON.
uses() {
  turn "$1" "$(jq -nc --arg name "$2" --argjson input "$3" '{text: "Let me.", tools: [{name: $name, input: $input}]}')"
}
# runs ID COMMAND [MORE]: the Bash tool; MORE is JSON of its further parameters.
runs() {
  uses "$1" Bash "$(jq -nc --arg command "$2" --argjson more "${3:-null}" '{command: $command, description: "A step"} + $more')"
}
# commits ID [FILE]: a file, committed through the Bash tool.
commits() { runs "$1" "echo good >${2:-$1.txt} && git add ${2:-$1.txt} && git commit -q -m 'work on $1'"; }
# using TOKENS TURN: with a context of so many tokens.
using() { jq -c --argjson tokens "$1" '. + {usage: {cache_read_input_tokens: $tokens}}' <<<"$2"; }
# breaks ID FAULT [MORE]: the API, not the model; MORE is JSON of the fault's own keys.
breaks() {
  turn "$1" "$(jq -nc --arg kind "$2" --argjson more "${3:-null}" '{text: "I will look at", fault: ({kind: $kind} + $more)}')"
}

# model TURN…: starts the stand-in with this scenario. It ends with the script, however that ends.
model() {
  printf '%s\n' "$@" | jq -s '{turns: .}' >"$world/scenario.json"
  mkfifo "$world/port"
  : >"$api_log"
  setpriv --pdeathsig KILL node "$REEVE_SOURCE/tests/support/model-api/server.mjs" \
    --scenario "$world/scenario.json" --port-file "$world/port" --log "$api_log" 2>"$world/api.err" </dev/null >/dev/null &
  helpers+=("$!")
  local port
  port=$(timeout 30 cat "$world/port") || fail "the model's stand-in does not start: $(cat "$world/api.err")"
  export ANTHROPIC_BASE_URL=http://127.0.0.1:$port
}

# --- expectations -----------------------------------------------------------------------------------------------------

# expect_requests N: so many times the model was asked.
expect_requests() { expect_equal "$(wc -l <"$api_log")" "$1" "requests to the model"; }
# Every request was one that the scenario foresaw.
expect_foreseen() {
  local strange
  strange=$(jq -c 'select(.turn == null or .trouble)' "$api_log")
  [[ ! $strange ]] || fail "the scenario does not foresee: $strange"
}
# wait_for_request TEXT: until the log has a request with it.
wait_for_request() {
  local reader
  exec 7< <(exec tail -n +1 -qf "$api_log")
  reader=$!
  timeout 100 grep -qFm1 -- "$1" <&7 || fail "never asked: $1"
  kill "$reader"
  exec 7<&-
}
sessions() { jq -r .session "$api_log" | sort -u; }
# expect_sessions N: the requests came from so many sessions.
expect_sessions() { expect_equal "$(sessions | wc -l)" "$1" "sessions"; }
# expect_seen TEXT: the model was told it, in a prompt or as what a tool answered.
expect_seen() {
  jq -es --arg text "$1" 'any(.last_user | contains($text))' "$api_log" >/dev/null || fail "the model never saw: $1"
}

# Nothing that reeve started for a run lives on, wherever it went: they all carry the run's id in their environment.
expect_no_worker_left() {
  local file pid
  for file in $(grep -lzxF -- "HOME=$HOME" /proc/[0-9]*/environ 2>/dev/null || true); do
    grep -qz '^REEVE_RUN=' "$file" 2>/dev/null || continue
    pid=${file//[^0-9]/}
    timeout 10 tail --pid="$pid" -s 0.02 -f /dev/null || fail "still running: $pid $(tr '\0' ' ' <"/proc/$pid/cmdline")"
  done
}

# SIGKILL for the reeve that was started: nothing of it lives on.
kill_reeve() {
  kill -KILL "$started"
  ended 137
  expect_no_worker_left
  expect_no_process_left
}
