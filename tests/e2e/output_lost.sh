# Output that nobody takes: a closed pipe ends without a word, as SIGPIPE would; a device that is full is an error, exit 70.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)"
# A pipe without a reader.
mkfifo "$world/pipe"
exec 5<>"$world/pipe" 6>"$world/pipe" 5<&-
for command in status next "status --json" "show A-1" doctor help "help config" --version; do
  code=0
  reeve $command >&6 2>"$world/err" </dev/null || code=$?
  expect_equal "$code" 141 "exit of $command"
  expect_equal "$(cat "$world/err")" "" "words of $command"
  code=0
  reeve $command >/dev/full 2>"$world/err" </dev/null || code=$?
  expect_equal "$code" 70 "exit of $command"
  expect_err "stdout cannot be written"
done

# A loop goes on to its end, whoever has stopped to listen.
code=0
reeve run --max-tasks 1 2>&6 </dev/null || code=$?
((code == 0 || code == 141)) || fail "exit $code of run"
expect_row A-1 done
expect_followed

# Closed descriptors are not taken by files, which would get what is said.
code=0
reeve status >&- 2>"$world/err" || code=$?
expect_equal "$code" 70 "exit of status without stdout"
expect_exit 0 sh -c 'exec reeve run <&- >&- 2>&-'
expect_row A-2 done
expect_equal "$(wc -l <.git/reeve/engine.lock)" 1 "lines of the lock"
expect_followed
