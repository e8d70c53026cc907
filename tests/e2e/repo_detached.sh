# On a detached HEAD the branch must be named: exit 2, and naming it is enough.
source "$(dirname "$0")/support/lib.sh"

make_project
git checkout -q --detach
refused 2 branch -- reeve run
expect_err '`branch`'
git checkout -q main
config_more='"branch": "main"' write_config
publish "the branch is named"
git checkout -q --detach
head=$(git rev-parse HEAD)
expect_exit 0 reeve run
expect_row A-1 done
expect_equal "$(git rev-parse HEAD)" "$head" "HEAD"
expect_clean_status
