# Without a remote the local branch is the commit point; a remote that is named must be there.
source "$(dirname "$0")/support/lib.sh"

make_project
git remote remove origin
remember
expect_exit 2 reeve run
expect_err origin
expect_err '"remote": ""'
expect_unchanged

config_more='"remote": "", "branch": "main"' write_config
commit_all "no remote"
base=$(git rev-parse HEAD)
expect_exit 0 reeve run
grep -q '^| A-1 *| done' docs/tasks.md || fail "the row is not done"
expect_equal "$(git rev-list --count "$base..HEAD")" 2 "commits"
git rev-parse -q --verify reeve/A-1 >/dev/null || fail "the work is gone"
expect_clean_status
