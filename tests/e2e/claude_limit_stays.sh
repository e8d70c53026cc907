# A usage limit that reeve may not wait for: the row is put back, exit 75, and the next start does the task.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

config_more='"limits": {"wait": "0s"}'
make_project "$(row A-1)" "$(row A-2)"
as_subscriber
model "$(breaks A-1 usage_limit '{"claim": "seven_day", "reset_in_s": 7200}')" "$(commits A-1)" "$(reports A-1 success)" \
  "$(commits A-2)" "$(reports A-2 success)"
expect_exit 75 reeve run
expect_err "limit"
expect_err "next:"
expect_row A-1 not-started
expect_row A-2 not-started
expect_requests 1
expect_followed
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_foreseen
