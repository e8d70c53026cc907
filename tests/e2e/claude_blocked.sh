# A worker that reports a blocker ends its task at once.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_project
model "$(always "$(reports A-1 blocked "needs a key")")"
expect_exit 1 reeve run
expect_requests 1
given_up A-1 "needs a key"
