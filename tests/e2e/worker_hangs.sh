# A worker that hangs is ended after worker.timeout with all it started.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 * daemon $world/fifo; hang $world/fifo" >"$plan"
worker_more='"attempts": 1'
worker_timeout=1s
make_project
expect_exit 1 reeve run
expect_row A-1 failed
git log --format=%B | grep >/dev/null "timeout\|in time\|timed out" || fail "the reason is not in the history"
expect_followed
