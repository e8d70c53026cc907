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

make_remote_hang
for how in EOF:0 INT:130 TERM:143; do
  note "$how in a call"
  [[ -e $world/fifo ]] || make_fifo
  serve
  agree
  call 1 start
  wait_for_hang
  process=$(call_process)
  rm "$world/fifo"
  if [[ $how == EOF:* ]]; then hang_up; else kill -s "${how%:*}" "$started"; fi
  ended "${how#*:}"
  [[ ! -e /proc/$process ]] || fail "the call still runs"
  expect_no_answer 1
  expect_equal "$(cat "$world/err")" "" "stderr after $how"
  hang_up
  let_go
  expect_tip_unchanged "$tip"
done

# A client that takes no answers is not waited for.
mkfifo "$world/never read" "$world/to it"
set -m
reeve mcp <"$world/to it" >"$world/never read" 2>"$world/err" &
started=$!
set +m
exec 8>"$world/to it" 6<"$world/never read"
for ((i = 0; i < 2000; ++i)); do say '{"jsonrpc":"2.0","id":1,"method":"'"$(printf '%0100d' "$i")"'"}'; done
kill -TERM "$started"
ended 143
# One that has closed its end ends it.
set -m
reeve mcp <"$world/to it" >"$world/never read" 2>"$world/err" &
started=$!
set +m
exec 8>"$world/to it" 6<"$world/never read"
exec 6<&-
ended 0
hang_up
expect_equal "$(cat "$world/err")" "" "stderr"
