# For the scripts in which the real Claude Code orchestrates: a session that starts tasks with reeve and has subagents work on
# them. Needs lib.sh and real-claude.sh.

# write_config as lib.sh has it: workers come from the session.
write_config() {
  local sound='[{"name": "sound", "command": ["sh", "sound.sh"]}]'
  cat >reeve.json <<JSON
{
  "worker": {"command": ["false"], "template": "prompt.md"},
  ${config_more:+$config_more,}
  "gates": ${gates:-$sound}
}
JSON
}

# make_board COUNT: a project with tasks T-1 … T-COUNT, which do not depend on each other.
make_board() {
  local n rows=()
  for ((n = 1; n <= $1; ++n)); do rows+=("$(row "T-$n")"); done
  make_project "${rows[@]}"
}

# --- what the models do: each prints one turn, which answers whenever it matches ---------------------------------------

# orchestrator PATTERN ANSWER and subagent PATTERN ANSWER: to a last message that matches. $1 … $9 in the answer are what the
# pattern's groups matched.
answers() {
  jq -nc --argjson subagent "$1" --arg pattern "$2" --argjson answer "$3" \
    '{times: "always", match: {subagent: $subagent, last_user_matches: $pattern}} + $answer'
}
orchestrator() { answers false "$1" "$2"; }
subagent() { answers true "$1" "$2"; }
# An answer: words, a tool's call, a command.
words() { jq -nc --arg text "$1" '{text: $text}'; }
calls() { jq -nc --arg name "$1" --argjson input "$2" '{tools: [{name: $name, input: $input}]}'; }
shell() { calls Bash "$(jq -nc --arg command "$1" '{command: $command}')"; }
# delegates TYPE: to a subagent of that type, in the words that the brief asks for.
delegates() { calls Agent '{"description": "$1", "subagent_type": "'"$1"'", "prompt": "reeve prompt $1"}'; }

# worker_turns: what a subagent does that is told to run `reeve prompt ID`: it works where that says, reports, says so.
worker_turns() {
  local report='cd $3 && echo "{\"task_id\": \"$1\", \"status\": \"success\", \"used\": \"2K\", \"notes\": \"\"}" | reeve finish $1'
  subagent '(?:^|\n)reeve prompt (\S+)\s*$' "$(shell 'reeve prompt $1')"
  subagent 'Task: (\S+)[^]*Work in (.+), nowhere else[^]*cd (.+) && reeve finish' \
    "$(shell 'cd $2 && echo good >$1.txt && git add $1.txt && git commit -q -m "work on $1" && '"$report")"
  subagent '(\S+) done: ' "$(words '$1 done')"
}

# --- running it -------------------------------------------------------------------------------------------------------

# session PROMPT OPTION…: one `claude -p`; what it says at its end is in $world/out.
session() {
  local prompt=$1; shift
  expect_exit 0 claude -p "$prompt" --model claude-opus-4-8 --permission-mode acceptEdits --output-format json \
    --allowedTools "Bash,mcp__plugin_reeve_reeve" "$@"
}

# --- what it sent -----------------------------------------------------------------------------------------------------

# The requests of the session itself, or of its subagents, in bytes (its title is asked for without any tool).
request_bytes() { jq -r --argjson subagent "$1" 'select(.subagent == $subagent and (.tools | length > 0)) | .bytes' "$api_log"; }
# growth TASKS REQUESTS: of the session's requests per task, in tokens of 4 bytes, over TASKS tasks of REQUESTS requests each.
growth() { request_bytes false | awk -v n=$(($1 * $2)) -v tasks="$1" 'NR == 1 {first = $1} NR == n + 1 {print int(($1 - first) / tasks / 4)}'; }
# All that was sent, per task, in tokens.
sent() { { request_bytes false; request_bytes true; } | awk -v tasks="$1" '{sum += $1} END {print int(sum / tasks / 4)}'; }
