# Start and stop are clean under valgrind: no wrong access, no value that was never set, nothing lost. Of a run to its end, and of
# one that is interrupted twice.
source "$(dirname "$0")/support/lib.sh"
command -v valgrind >/dev/null || skip "there is no valgrind"

# Without its lines, which take long to read at each start; the names of functions stay.
mkdir "$world/bin"
strip --strip-debug -o "$world/bin/reeve" "$REEVE_BIN/reeve"
for file in reeve-keeper reeve-libgit2.so; do ln -s "$REEVE_BIN/$file" "$world/bin/$file"; done
export REEVE_TEST_PIDFD=$REEVE_BIN/reeve-test-open-pidfd
checked=(env LD_PRELOAD="$REEVE_BIN/reeve-test-pidfd.so" valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite
  "$world/bin/reeve")

make_fifo
make_project
for command in --version "status" "check"; do
  note "$command"
  expect_exit 0 "${checked[@]}" $command
done

note "a run to its end"
expect_exit 0 "${checked[@]}" run
expect_row A-1 "done"

note "a run that is interrupted"
board "$(row B-1)" "$(row B-2)" >docs/tasks.md
publish "two more"
echo "B-1 1 hang $world/fifo" >"$plan"
start "${checked[@]}" run
wait_for_hang
kill -INT "$started"
wait_for_line "starting nothing more"
kill -INT "$started"
ended 130
let_go
expect_row B-1 not-started
expect_no_process_left
