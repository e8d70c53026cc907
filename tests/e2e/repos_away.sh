# The remote of another repository does not answer: its tasks are put back, the others are done; then it is back.
source "$(dirname "$0")/support/lib.sh"
source "$support/repos.sh"

make_api
config_more=$api_config
make_project "$(repo_row B-1 api)" "$(row A-1)" "$(repo_row B-2 api A-1)" "$(row A-2 not-started A-1)"
mv "$api_remote" "$api_remote.away"
expect_exit 69 reeve run
expect_err "nothing more is started in $api, the rest goes on"
expect_err "next:"
for id in A-1 A-2; do expect_row $id "done"; done
for id in B-1 B-2; do expect_row $id not-started; expect_attempts $id 0; done
expect_followed

mv "$api_remote.away" "$api_remote"
expect_exit 0 reeve run
for id in B-1 B-2; do expect_row $id "done"; done
expect_api_untouched
expect_sound_api

note "away only for the push: the work waits on record, and is not done twice"
board "$(repo_row B-3 api)" "$(row A-3)" >docs/tasks.md
sed -i 's/"worker":/"limits": {"push_attempts": 1}, "worker":/' reeve.json
publish "two more"
echo "B-3 * edit b.txt done; commit; sh mv '$api_remote' '$api_remote.away'; result success" >"$plan"
expect_exit 69 reeve run
expect_row A-3 "done"
expect_row B-3 in-progress
mv "$api_remote.away" "$api_remote"
expect_exit 0 reeve run
expect_row B-3 "done"
expect_attempts B-3 1
expect_followed
