# Beside a running loop in the same checkout: a hand starts, finishes and adds; neither disturbs the other.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
config_more='"limits": {"refetch": "1s"}' make_project "$(row A-1)" "$(row A-2)" "$(row A-3 not-started A-2)"
base=$(remote_tip)
start reeve run
wait_for_hang
cp "$world/out" "$world/out.run"
reeve start >"$world/out.start" </dev/null
grep -q '^A-2  branch' "$world/out.start" || fail "started: $(cat "$world/out.start")"
(cd ../clone.worktrees/A-2; echo good >A-2.txt; git add A-2.txt; git commit -q -m work)
reeve add "One more" --after A-3 </dev/null >/dev/null
printf '{"task_id": "A-2", "status": "success", "used": 900}' | reeve finish A-2 >"$world/out.finish"
grep -q '^A-2 done' "$world/out.finish" || fail "finished: $(cat "$world/out.finish")"
let_go
ended 0
for id in A-1 A-2 A-3 A-4; do expect_row "$id" done; done
expect_equal "$(cell A-2 13)" 900
expect_equal "$(attempts_of A-2)" 0 "attempts of the loop at A-2"
expect_equal "$(git rev-list --count --grep='^Reeve-Task: ' "$base..main")" 9 "published commits"
expect_followed
