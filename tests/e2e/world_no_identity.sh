# Without an identity for commits: exit 2 before anything starts, and the next step mends it.
source "$(dirname "$0")/support/lib.sh"

make_project
git config --global --unset user.name
git config --global --unset user.email
git config --global user.useConfigOnly true
tip=$(remote_tip)
refused 2 "git does not know who commits here" user.name user.email -- reeve run
expect_no_err "Please tell me"
expect_tip_unchanged "$tip"
expect_attempts A-1 0
take_next_step
expect_exit 0 reeve run
expect_row A-1 done
