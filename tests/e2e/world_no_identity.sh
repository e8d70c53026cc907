# Without an identity for commits: exit 2 before anything starts, and the next step mends it.
source "$(dirname "$0")/support/lib.sh"

make_project
git config --global --unset user.name
git config --global --unset user.email
git config --global user.useConfigOnly true
refused 2 user.name user.email -- reeve run
expect_attempts A-1 0
git config --global user.name "E. Tester"
git config --global user.email tester@example.org
expect_exit 0 reeve run
