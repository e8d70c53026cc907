# SIGKILL after a random number of reeve's own lines, again and again: in the end every task is done once.
source "$(dirname "$0")/support/lib.sh"

# run_and_kill LINES: ends reeve the hard way when it has said so much; its exit code is in $code.
run_and_kill() {
  local line
  rm -f "$world/said"
  mkfifo "$world/said"
  start_said
  exec 8<"$world/said"
  for ((count = 0; count < $1; count++)); do read -r line <&8 || break; done
  kill -KILL "$started" 2>/dev/null || true
  code=0
  wait "$started" || code=$?
  exec 8<&-
  expect_no_process_left
}
start_said() {
  set -m
  reeve run 2>"$world/said" >/dev/null </dev/null &
  started=$!
  set +m
}

RANDOM=${SEED:-4711}
rounds=3
[[ ${REEVE_NIGHT:-} ]] && rounds=20
for ((round = 1; round <= rounds; round++)); do
  note "round $round of $rounds (SEED=${SEED:-4711})"
  rm -rf "$remote" "$clone" "$clone.worktrees" "$plan.attempts"
  cd "$world"
  echo 'A-2 1 edit broken now; commit; result success' >"$plan"
  echo 'A-2 2 remove broken; edit a.txt good; commit; result success' >>"$plan"
  make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)"
  echo "my remark" >>README.md
  base=$(remote_tip)
  for ((kill = 0; kill < 6; kill++)); do run_and_kill $((RANDOM % 9 + 1)); done
  expect_exit 0 reeve run
  for id in A-1 A-2 A-3; do
    expect_row $id done
    expect_equal "$(git log --format='%(trailers:key=Reeve-Task,valueonly)%(trailers:key=Reeve-Status,valueonly)' "$base..origin/main" |
      tr -d '\n' | grep -o "${id}done" | wc -l)" 1 "how often $id became done"
  done
  expect_equal "$(git status --porcelain)" " M README.md" "git status"
  expect_sound_repositories
done
