# For the scripts that speak to `reeve mcp` on the wire. Needs lib.sh.

wire=$world/wire

# serve [COMMAND…]: starts the server (`reeve mcp`), whose id is $started; hang_up closes its stdin.
serve() {
  (($#)) || set -- reeve mcp
  rm -f "$world/to" "$wire"
  mkfifo "$world/to"
  : >"$wire"
  set -m
  "$@" <"$world/to" >"$wire" 2>"$world/err" 8>&- 9>&- &
  started=$!
  set +m
  exec 8>"$world/to"
}
hang_up() { exec 8>&-; }

# say LINE: a message, as it stands.
say() { printf '%s\n' "$1" >&8; }
# agree [REVISION]: the beginning of a session.
agree() {
  say "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"${1:-2025-11-25}\",\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}"
  say '{"jsonrpc":"2.0","method":"notifications/initialized"}'
  answer 0
}
# call ID TOOL [ARGUMENTS]: asks, and does not wait.
call() {
  say "$(jq -nc --argjson id "$1" --arg name "$2" --argjson arguments "${3:-"{}"}" \
    '{jsonrpc: "2.0", id: $id, method: "tools/call", params: {name: $name, arguments: $arguments}}')"
}
# answer ID: waits for it; it is in $world/out then.
answer() {
  local reader
  exec 7< <(exec tail -n +1 -qf "$wire")
  reader=$!
  timeout 100 grep -Fm1 -- "\"id\":$1,\"" <&7 >"$world/out" || fail "never answered: $1"
  kill "$reader"
  exec 7<&-
}
# tells ID TEXT, refuses ID TEXT: what the tool answers to the call.
tells() {
  answer "$1"
  jq -e --arg text "$2" '(.result.isError | not) and (.result.content[0].text | contains($text))' "$world/out" >/dev/null ||
    fail "answer $1 does not tell: $2"
}
refuses() {
  answer "$1"
  jq -e --arg text "$2" '.result.isError and (.result.content[0].text | contains($text))' "$world/out" >/dev/null ||
    fail "answer $1 does not refuse with: $2"
}
expect_no_answer() { ! grep -F -- "\"id\":$1,\"" "$wire" || fail "answered: $1"; }

# The process that runs a call, while there is one.
call_process() { tr -d ' ' <"/proc/$started/task/$started/children"; }
gone() { timeout 30 tail --pid="$1" -s 0.02 -f /dev/null || fail "still running: $1"; }

# No call gets an answer from the remote while descriptor 9 is open.
make_fetch_hang() {
  make_fifo
  printf '#!/bin/sh\ncat "%s"\n' "$world/fifo" >"$world/upload-pack"
  chmod +x "$world/upload-pack"
  git config remote.origin.uploadpack "'$world/upload-pack'"
}
# The remote takes no push before descriptor 9 is closed (lib.sh's let_go); then every one.
make_remote_hang() {
  make_fifo
  printf '#!/bin/sh\n[ -e "%s" ] || exit 0\ncat "%s"\n' "$world/fifo" "$world/fifo" >"$remote/hooks/pre-receive"
  chmod +x "$remote/hooks/pre-receive"
}
