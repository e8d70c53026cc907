# The fake worker does what its plan says: what the other scripts build on.
source "$(dirname "$0")/support/lib.sh"

make_project
work() { printf 'Task: %s\n%s\n' "$1" "${2:-}" | "$support/fake-worker" "$plan"; }

# Without a plan the task is done well, and the block names the commit.
expect_exit 0 work A-1 </dev/null
expect_out "\"commit_sha\": \"$(git rev-parse HEAD)\""
expect_equal "$(cat A-1.txt)" "done by attempt 1"

cat >"$plan" <<'PLAN'
B-1 1 edit broken now; commit; result success
B-1 2 wants broken is here; remove broken; commit mend; result success
B-2 * result blocked needs a key
B-3 * result-for B-9 success; result-sha 1234567
B-4 * bytes 3000
B-5 * exit 7
B-6 * commit
PLAN
expect_exit 0 work B-1
expect_exit 1 sh sound.sh
expect_exit 9 work B-1
expect_attempts B-1 2
rm "$plan.attempts/B-1"
echo "first" >"$plan.attempts/B-1"
expect_exit 0 work B-1 "sound: broken is here"
expect_exit 0 sh sound.sh

expect_exit 0 work B-2
expect_out '"status": "blocked"'
expect_out '"notes": "needs a key"'
expect_exit 0 work B-3
expect_out '"task_id": "B-9"'
expect_out '"commit_sha": "1234567"'
expect_exit 0 work B-4
expect_equal "$(wc -c <"$world/out")" 3000
expect_exit 7 work B-5
expect_exit 1 work B-6
expect_exit 8 "$support/fake-worker" "$plan"

# A worker that hangs goes on when its fifo ends; what it left in another session is seen.
make_fifo
mkfifo "$world/fifo2"
echo "C-1 * daemon $world/fifo2; hang $world/fifo" >"$plan"
start work C-1
wait_for_hang
exec 8>"$world/fifo2"
let_go
ended 0
mapfile -t left < <(left_processes)
expect_equal "${#left[@]}" 1 "the daemon lives"
exec 8>&-
expect_no_process_left
