# A remote that is named must be there; without one the local branch is the commit point.
source "$(dirname "$0")/support/lib.sh"

make_project
git remote remove origin
refused 2 "there is no remote 'origin'" '"remote": ""' "git remote add origin" -- reeve run
git remote add upstream "$remote"
refused 2 "there is no remote 'origin'" "there is 'upstream'" 'as "remote" in reeve.json' -- reeve run
expect_attempts A-1 0

config_more='"remote": "", "branch": "main"' write_config
commit_all "no remote"
base=$(git rev-parse HEAD)
expect_exit 0 reeve run
grep -q '^| A-1 *| done' docs/tasks.md || fail "the row is not done"
expect_equal "$(git rev-list --count "$base..HEAD")" 2 "commits"
git rev-parse -q --verify reeve/A-1 >/dev/null || fail "the work is gone"
expect_clean_status
