# Each way the server ends, idle and in the middle of a call: its exit code, no word, no process left, nothing claimed.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/mcp.sh"

make_project
tip=$(remote_tip)
for how in EOF:0 INT:130 TERM:143 HUP:129; do
  serve
  agree
  if [[ $how == EOF:* ]]; then hang_up; else kill -s "${how%:*}" "$started"; fi
  ended "${how#*:}"
  expect_equal "$(cat "$world/err")" "" "stderr after $how"
  hang_up
done

make_fetch_hang
for how in EOF:0 INT:130 TERM:143; do
  note "$how in a call"
  serve
  agree
  call 1 start
  wait_for_hang
  process=$(call_process)
  if [[ $how == EOF:* ]]; then hang_up; else kill -s "${how%:*}" "$started"; fi
  ended "${how#*:}"
  [[ ! -e /proc/$process ]] || fail "the call still runs"
  expect_no_answer 1
  expect_equal "$(cat "$world/err")" "" "stderr after $how"
  hang_up
  let_go
  expect_tip_unchanged "$tip"
done
expect_no_process_left

# A client that takes no answers is not waited for; one that has closed its end ends it.
mkfifo "$world/to it" "$world/from it"
serve_stubborn() {
  set -m
  reeve mcp <"$world/to it" >"$world/from it" 2>"$world/err" 6<&- 8>&- &
  started=$!
  set +m
  exec 8>"$world/to it" 6<"$world/from it"
}
serve_stubborn
for ((i = 0; i < 1000; ++i)); do say "$(printf '{"jsonrpc":"2.0","id":1,"method":"%0200d"}' "$i")"; done
kill -TERM "$started"
ended 143
exec 6<&-
serve_stubborn
exec 6<&-
ended 0
hang_up
expect_equal "$(cat "$world/err")" "" "stderr"

# One that asks faster than it reads loses nothing.
serve_stubborn
yes '{"jsonrpc":"2.0","id":1,"method":"ping"}' | head -n 60000 >&8 &
expect_equal "$(head -n 60000 <&6 | sort | uniq -c | tr -s ' ')" ' 60000 {"jsonrpc":"2.0","id":1,"result":{}}'
hang_up
ended 0
exec 6<&-
