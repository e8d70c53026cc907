# What runs leave goes when keep.runs has passed: worktree, kept refs, pushed branch, folder. What tells why a task failed
# stays, and so does all work that is nowhere else.
source "$(dirname "$0")/support/lib.sh"

echo 'F-1 1 edit a.txt bad; commit; result failed too hard
F-2 1 edit b.txt bad; commit; edit left.txt not committed; result failed too hard' >"$plan"
worker_more='"attempts": 1'
make_project "$(row A-1)" "$(row A-2)" "$(row F-1)" "$(row A-3)" "$(row F-2)" "$(row H-1 not-started '' mine)"
# Months pass.
age() { sed -i 's/"ended_at_ms": [1-9][0-9]*/"ended_at_ms": 1000/' .git/reeve/runs/*/run.json; }
run_of() { cell "$1" 9 | cut -d/ -f2; }
kept() { git for-each-ref --format='%(refname)' refs/reeve/kept | cut -d/ -f4 | sort -u | tr '\n' ' '; }
branches() { git for-each-ref --format='%(refname:lstrip=2)' refs/heads | tr '\n' ' '; }
there() { [[ -e .git/reeve/runs/$1 ]] || fail "the folder of run $1 is gone"; }
gone() { [[ ! -e .git/reeve/runs/$1 ]] || fail "the folder of run $1 is still there"; }

expect_exit 1 reeve run
for id in A-1 A-2 A-3 F-1 F-2 H-1; do declare "run_${id/-/}=$(run_of $id)"; done
two=$(printf '%s\n' "$run_F1" "$run_F2" | sort | tr '\n' ' ')
expect_equal "$(kept)" "$two" "kept refs"

note "nothing is old"
expect_exit 1 reeve run
expect_no_err "removed"
there "$run_A1"
expect_exit 0 reeve doctor
expect_out "6 runs on record"
expect_out "2 worktrees ("
expect_out "2 kept commits; none is older than keep.runs (30d) before 20"

note "everything is old; A-2 got a commit that is only here, A-3 is looked at, F-2 left something"
git branch -f reeve/A-2 "$(git commit-tree -p reeve/A-2 -m mine 'reeve/A-2^{tree}')"
git worktree add -q ../look reeve/A-3
age
expect_exit 0 reeve doctor
expect_out "4 runs are older than keep.runs (30d) or have no room: the next \`reeve run\` removes what is left of them"
expect_out "1 worktree stays all the same: $world/clone.worktrees/F-2 of F-2: it has uncommitted changes: left.txt"
expect_exit 0 reeve run --dry-run
there "$run_A1"
expect_exit 1 reeve run
expect_err "removed what 4 runs left"
for run in "$run_A1" "$run_A2" "$run_A3" "$run_H1"; do gone "$run"; done
for run in "$run_F1" "$run_F2"; do there "$run"; done
expect_equal "$(branches)" "main mine reeve/A-2 reeve/A-3 reeve/F-1 reeve/F-2 " "local branches"
expect_equal "$(kept)" "$two" "kept refs"
for branch in reeve/A-1 reeve/A-2 reeve/A-3 mine; do remote_tip $branch >/dev/null || fail "$branch is gone from the remote"; done
[[ ! -e ../clone.worktrees/F-1 ]] || fail "the old worktree of F-1 is left"
[[ -f ../clone.worktrees/F-2/left.txt ]] || fail "uncommitted work is gone"
expect_exit 0 reeve show F-1
expect_out "too hard"
expect_exit 0 reeve show A-1
expect_out done

note "the doctor's mend; then the worktree goes too"
expect_exit 0 reeve doctor
expect_out "warn leftovers"
grep -F next: "$world/out" >"$world/err"
take_next_step
expect_exit 0 reeve doctor
expect_no_out "warn leftovers"
expect_exit 1 reeve run
[[ ! -e ../clone.worktrees/F-2 ]] || fail "the old worktree of F-2 is left"
expect_equal "$(git stash list | wc -l)" 1 "stashes"
there "$run_F2"

note "a task that is done in the end needs its failures no more; a run by hand is never too old"
expect_exit 0 reeve reset F-1
expect_exit 1 reeve run
expect_row F-1 done
expect_exit 0 reeve reset F-2
expect_exit 0 reeve start F-2
age
expect_exit 75 reeve run --once
gone "$run_F1"
gone "$run_F2"
gone "$(run_of F-1)"
there "$(run_of F-2)"
expect_equal "$(kept)" "" "kept refs"
expect_equal "$(branches)" "main mine reeve/A-2 reeve/A-3 reeve/F-2 " "local branches"
[[ -d ../clone.worktrees/F-2 ]] || fail "the worktree that is worked in is gone"
git cat-file -e refs/stash || fail "the stash is gone"
expect_followed
