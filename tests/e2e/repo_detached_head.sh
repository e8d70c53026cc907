# On a detached HEAD nothing says which branch carries the table: refused until "branch" does; then HEAD stays.
source "$(dirname "$0")/support/lib.sh"

make_project
git checkout -q --detach
head=$(git rev-parse HEAD)
refused 2 detached '"branch"' reeve.json -- reeve run
expect_attempts A-1 0

config_more='"branch": "main"' write_config
expect_exit 0 reeve run
expect_row A-1 done
expect_equal "$(git rev-parse HEAD)" "$head" "HEAD"
git symbolic-ref -q HEAD && fail "HEAD is on a branch"
expect_equal "$(git rev-parse main)" "$(remote_tip)" "the local branch"
expect_equal "$(git status --porcelain)" " M reeve.json" "git status"
