# What runs in another repository left goes from there, too; where reeve.json names it no more, it stays, and the doctor
# says so.
source "$(dirname "$0")/support/lib.sh"
source "$support/repos.sh"

echo 'B-2 1 edit b.txt bad; commit; result failed too hard
B-2 * edit b.txt good; commit; result success' >"$plan"
make_api
worker_more='"attempts": 1'
config_more=$api_config
make_project "$(row A-1)" "$(repo_row B-1 api)" "$(repo_row B-2 api)"
age() { sed -i 's/"ended_at_ms": [1-9][0-9]*/"ended_at_ms": 1000/' .git/reeve/runs/*/run.json; }
runs() { ls .git/reeve/runs | wc -l; }
branches() { git -C "$api" for-each-ref --format='%(refname:lstrip=2)' refs/heads/reeve | tr '\n' ' '; }
kept() { git -C "$api" for-each-ref --format=1 refs/reeve/kept | wc -l; }

left() { echo "runs $(runs), kept $(kept), branches $(branches)"; }

expect_exit 1 reeve run
expect_equal "$(left)" "runs 3, kept 1, branches reeve/B-1 reeve/B-2 "
expect_exit 0 reeve doctor
expect_out "3 runs on record"
expect_out "1 worktree ("
expect_out "1 kept commit;"

note "reeve.json names it no more: what lies there stays, the rest goes"
age
cp reeve.json "$world/with-api.json"
config_more='' write_config
expect_exit 0 reeve doctor
expect_out "1 worktree stays all the same: $world/api.worktrees/B-2 of B-2: reeve.json names its repository $api no more"
expect_exit 1 reeve run
expect_err "removed what 1 run left"
expect_equal "$(left)" "runs 2, kept 1, branches reeve/B-1 reeve/B-2 "

note "named again: what is done goes, a failure keeps what tells why"
cp "$world/with-api.json" reeve.json
expect_exit 0 reeve doctor
expect_no_out "stays all the same"
expect_exit 1 reeve run
expect_err "removed what 1 run left"
expect_equal "$(left)" "runs 1, kept 1, branches reeve/B-2 "
[[ ! -e $world/api.worktrees/B-2 ]] || fail "the old worktree of B-2 is left"

note "done in the end: nothing is left but what was pushed"
expect_exit 0 reeve reset B-2
expect_exit 0 reeve run
age
expect_exit 0 reeve run
expect_equal "$(left)" "runs 0, kept 0, branches "
for branch in reeve/B-1 reeve/B-2; do api_tip $branch >/dev/null || fail "$branch is gone from the remote"; done
expect_api_untouched
expect_sound_api
