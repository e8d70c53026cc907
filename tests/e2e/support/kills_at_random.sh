# For the scripts that kill reeve at random moments. A moment is a number of reeve's own lines and some milliseconds more. Needs
# lib.sh.

start_said() {
  set -m
  reeve run 2>"$world/said" >/dev/null </dev/null &
  started=$!
  set +m
}

# Starts reeve and ends it the hard way; its exit code is in $code.
run_and_kill() {
  local lines=$((RANDOM % 7)) milliseconds=$((RANDOM % pause_max + 1)) line count
  rm -f "$world/said"
  mkfifo "$world/said"
  start_said
  exec 8<"$world/said"
  for ((count = 0; count < lines; count++)); do read -r line <&8 || break; done
  read -r -t "$((milliseconds / 1000)).$(printf %03d $((milliseconds % 1000)))" line <&8 || true
  kill -KILL "$started" 2>/dev/null || true
  code=0
  wait "$started" || code=$?
  exec 8<&-
  [[ $code != 137 ]] || kills=$((kills + 1))
}

# One project, killed until it is through, at most so often; then started once more.
one_round() {
  local count id
  rm -rf "$remote" "$clone" "$clone.worktrees" "$world/plan.attempts"
  cd "$world"
  echo 'A-2 1 edit broken now; commit; result success' >plan
  echo 'A-2 2 remove broken; edit a.txt good; commit; result success' >>plan
  config_more="\"lanes\": $1"
  plan=../../plan
  make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)" "$(row A-4)"
  echo "my remark" >>README.md
  base=$(remote_tip)
  for ((count = 0; count < $2; count++)); do
    run_and_kill
    expect_no_process_left
    ((code == 137)) || break
  done
  expect_exit 0 reeve run
  for id in A-1 A-2 A-3 A-4; do
    expect_row $id done
    expect_equal "$(git log --format='%(trailers:key=Reeve-Task,valueonly)%(trailers:key=Reeve-Status,valueonly)' "$base..origin/main" |
      tr -d '\n' | grep -o "${id}done" | wc -l)" 1 "how often $id became done"
  done
  diff <(remote_board) docs/tasks.md >&2 || fail "docs/tasks.md is not what was published"
  expect_equal "$(git status --porcelain)" " M README.md" "git status"
  expect_equal "$(tail -n 1 README.md)" "my remark" "the user's edit"
  expect_sound_repositories
}

# kill_at_random KILLS SEED PAUSE-MAX: so many kills, with one to three lanes; at most so many milliseconds after a line.
kill_at_random() {
  local wanted=$1 seed=$2 pause_max=$3 round left
  RANDOM=$seed
  note "SEED=$seed"
  kills=0
  for ((round = 1; kills < wanted; round++)); do
    left=$((wanted - kills))
    one_round $((round % 3 + 1)) $((left < 8 ? left : 8))
    note "round $round: $kills of $wanted kills"
  done
}
