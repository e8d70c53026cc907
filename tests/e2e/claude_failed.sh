# A worker that reports failure is started again, as often as `attempts` says; then the row is failed with its words.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_project
model "$(always "$(reports A-1 failed "no such prices")")"
expect_exit 1 reeve run
expect_requests 3
expect_foreseen
given_up A-1 "no such prices"
