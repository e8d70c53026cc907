# With `worker.compact` fresh, a session that is more than 60 % full is followed by a new one that begins from a summary.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"session": "continue", "compact": "fresh"'
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
model "$(commits A-1)" "$(reports A-1 success)" "$(commits A-2)" "$(using 121000 "$(reports A-2 success)")" \
  "$(commits A-3)" "$(reports A-3 success)"
expect_exit 0 reeve run
for id in A-1 A-2 A-3; do expect_row "$id" done; done
expect_err "beginning a new one from a summary"
expect_sessions 2
expect_seen "A-2 done"
expect_requests 6
expect_foreseen
