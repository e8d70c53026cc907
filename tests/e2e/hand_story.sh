# By hand: start, prompt, finish with a failing gate, mended, finish again; a block; nothing left.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)"
base=$(remote_tip)
expect_exit 0 reeve start
expect_equal "$(wc -l <"$world/out")" 1 "lines of the answer"
tree=$(sed -n 's/.*  in \(.*\)  worker: .*/\1/p' "$world/out")
expect_out "A-1  branch reeve/A-1"
expect_out 'reeve prompt A-1'
expect_row A-1 in-progress
[[ $(cell A-1 9) == fake/* ]] || fail "the agent is $(cell A-1 9)"
expect_followed

# The worker is in its worktree, whose branch and files are its own.
cd "$tree"
expect_exit 0 reeve prompt A-1
expect_out "Task: A-1"
expect_out "Do A-1"
expect_out "- sound: sh sound.sh"
expect_out "reeve finish A-1"
expect_exit 1 reeve finish A-1
expect_out "not accepted (1 of 3): nothing was changed"
touch broken && git add broken && git commit -q -m "work"
expect_exit 1 reeve finish A-1
expect_out "A-1 not accepted (2 of 3): gate 'sound' failed"
expect_out "sound: broken is here"
expect_err "next: mend it in"
expect_row A-1 in-progress
expect_exit 0 reeve prompt A-1
expect_out "sound: broken is here"
git rm -q broken && echo done >A-1.txt && git add A-1.txt && git commit -q -m "mended"
echo "All is well. {\"task_id\": \"A-1\", \"status\": \"success\", \"used\": \"2K\", \"notes\": \"mended\"}" >"$world/report"
expect_exit 0 reeve finish A-1 --result "$world/report"
expect_out "A-1 done: reeve/A-1 at $(remote_tip reeve/A-1 | cut -c1-12), sound passed"
cd "$clone"
[[ ! -e $tree ]] || fail "the worktree of the finished task is left"
expect_row A-1 done
expect_equal "$(cell A-1 13)" 2K
expect_equal "$(git -C "$remote" log -1 --format='%(trailers:key=Reeve-Gates,valueonly)' main | cut -d' ' -f1)" sound=pass
expect_equal "$(git rev-list --count "$base..main")" 2 "published commits"
expect_exit 2 reeve finish A-1
expect_err "not started by hand here"

# One by its name, and it cannot be done.
expect_exit 0 reeve start A-3 --json
tree=$(sed -n 's/.*"directory":"\([^"]*\)".*/\1/p' "$world/out")
expect_exit 2 reeve block A-3
expect_exit 0 reeve block A-3 --note "needs a key"
expect_out "A-3 blocked: needs a key"
expect_row A-3 failed
[[ -d $tree ]] || fail "the worktree of the blocked task is gone"

# What cannot start says why.
expect_exit 4 reeve start A-3
expect_err 'reeve reset A-3'
expect_exit 2 reeve start A-9
expect_err "there is no task 'A-9'"
expect_exit 0 reeve start A-2
expect_exit 75 reeve start A-2
expect_err "A-2 is in-progress by fake/"
expect_exit 75 reeve start
echo "no block" >"$world/report"
expect_exit 2 reeve finish A-2 --result "$world/report"
expect_err "holds no result block"
echo '{"task_id": "B-1", "status": "success"}' >"$world/report"
expect_exit 2 reeve finish A-2 --result "$world/report"
expect_err "the report is on 'B-1'"
expect_exit 2 reeve finish A-2 --result "$world/not there"
expect_err "the report: cannot read"
echo '{"task_id": "A-2", "status": "failed", "notes": "too hard"}' >"$world/report"
expect_exit 0 reeve finish A-2 --wait --result "$world/report"
expect_out "A-2 failed: too hard"
expect_row A-2 failed
expect_exit 1 reeve start
expect_err "nothing to start"
expect_followed
