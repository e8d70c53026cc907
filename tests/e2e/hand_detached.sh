# Gates that take long: finish answers, a judge goes on in the background with a lock of its own. With --wait it stays.
source "$(dirname "$0")/support/lib.sh"

make_fifo
gates='[{"name": "slow", "command": ["cat", "'$world/fifo'"], "baseline": "may-fail"}]' make_project "$(row A-1)" "$(row A-2)"
work_on() {
  expect_exit 0 reeve start "$1"
  (cd "../clone.worktrees/$1"; echo good >"$1.txt"; git add "$1.txt"; git commit -q -m work)
}
work_on A-1
expect_exit 0 reeve finish A-1
expect_out "A-1 is being judged"
expect_row A-1 in-progress
for command in "finish A-1" "block A-1 --note x" "reset A-1"; do
  expect_exit 75 reeve $command
  expect_err "reeve finish (process"
done
judge=$(grep -o 'process [0-9]*' "$world/err" | cut -d' ' -f2)
wait_for_hang
let_go
timeout 20 tail --pid="$judge" -s 0.02 -f /dev/null || fail "the judge does not end"
expect_row A-1 done
expect_exit 0 reeve show A-1
expect_out "slow"

# Its end within the bound is the answer of finish.
work_on A-2
(wait_for_hang; let_go) &
expect_exit 0 reeve finish A-2 --json
expect_out '"outcome":"done"'
wait
expect_row A-2 done

# A judge that is told to end leaves the row as it is, and the report can be made again.
elsewhere sed -i "s/^| A-2 .*/&\n$(row A-3)/" docs/tasks.md
work_on A-3
start reeve finish A-3 --wait
wait_for_hang
kill -TERM "$started"
ended 143
let_go
expect_no_process_left
expect_row A-3 in-progress
(wait_for_hang; let_go) &
expect_exit 0 reeve finish A-3 --wait
wait
expect_row A-3 done
