# However many tasks a loop works off: once those of before are past keep.runs, what is left is what the last ones need.
source "$(dirname "$0")/support/lib.sh"

echo '* 1 edit broken x; commit; result success
* * remove broken; edit good.txt good; commit; result success' >"$plan"
make_project "$(row R-0)"
footprint() {
  echo "runs $(ls .git/reeve/runs | wc -l)"
  find .git/reeve -type f ! -name '*.lock' | sed 's#/runs/[^/]*/#/runs/RUN/#' | sort | uniq -c
  echo "worktrees $(ls ../clone.worktrees | wc -l) $(git worktree list | wc -l)"
  echo "branches $(git for-each-ref refs/heads | wc -l) $(find .git/logs/refs/heads -type f | wc -l)"
  echo "kept $(git for-each-ref refs/reeve | wc -l)"
}
size() { du -s --apparent-size -B1 .git/reeve | cut -f1; }
expect_exit 0 reeve run
for round in 1 2 3; do
  sed -i 's/"ended_at_ms": [1-9][0-9]*/"ended_at_ms": 1000/' .git/reeve/runs/*/run.json
  rows=$(for task in 1 2 3 4; do printf '%s\\n' "$(row "R-$round-$task")"; done)
  elsewhere sed -i "s/^| R-0 .*/&\n${rows%??}/" docs/tasks.md
  expect_exit 0 reeve run
  footprint >"$world/footprint.$round"
  size >"$world/size.$round"
done
cat "$world/footprint.3" >&2
grep -qx "runs 4" "$world/footprint.3" || fail "more is left than of the last four"
grep -qx "branches 5 5" "$world/footprint.3" || fail "branches are left"
diff "$world/footprint.1" "$world/footprint.3" >&2 || fail "the footprint grows"
(($(cat "$world/size.3") < $(cat "$world/size.1") * 11 / 10)) || fail "it grows from $(cat "$world/size.1") to $(cat "$world/size.3") bytes"
expect_equal "$(git -C "$remote" for-each-ref refs/heads/reeve | wc -l)" 13 "branches on the remote"
