# One branch name in two repositories is two branches: both are worked on at the same time. In one repository it is one.
source "$(dirname "$0")/support/lib.sh"
source "$support/repos.sh"

mkfifo "$world/one" "$world/two"
echo "A-1 * sh echo here >'$world/two'; sh read x <'$world/one'; edit a.txt good; commit; result success
B-1 * sh read x <'$world/two'; sh echo here >'$world/one'; edit b.txt good; commit; result success" >"$plan"
make_api
config_more='"lanes": 3, "repos": {"api": {"path": "../api", "gates": []}, "API": {"path": "../api", "gates": []}}'
worker_timeout=60s
make_project "$(repo_row A-1 '' '' joint)" "$(repo_row B-1 api '' joint)" "$(repo_row B-2 API '' joint)"
expect_exit 0 reeve run
for id in A-1 B-1 B-2; do expect_row $id "done"; done
expect_equal "$(git -C "$remote" log --format=%s main..joint)" "work on A-1"
expect_equal "$(git -C "$api_remote" log --format=%s trunk..joint)" $'work on B-2\nwork on B-1'
expect_followed
expect_api_untouched
expect_sound_api
