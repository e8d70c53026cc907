# For the scripts that kill reeve at its fault points: what the world is like then, and what must come of it. Needs lib.sh and
# kills.sh; tests/e2e/kill-points is the list.

list=$REEVE_SOURCE/tests/e2e/kill-points

# --- scenarios: what the world is like, beside the usual ---
scenario_usual() { :; }
scenario_own_table() { own_table=yes; echo "my remark" >>docs/tasks.md; }
scenario_half_followed() { die_at follow-after-ref || fail "the first kill was not reached"; }
scenario_working() { die_at worker-after-start || fail "the first kill was not reached"; }
scenario_squash() { sed -i 's/"gates":/"commit": {"squash": true}, "gates":/' reeve.json; }
scenario_lock_left() {
  die_at recorded-working || fail "the first kill was not reached"
  touch -d "1 minute ago" .git/worktrees/A-1/index.lock
}
# The user has commits of their own, and the remote has moved.
scenario_own_commit() {
  own_branch=yes
  echo "own" >own.txt
  git add own.txt
  git commit -q -m "my own" -- own.txt
  elsewhere sh -c 'echo other >other.txt'
  base=$(remote_tip)
}
# A run that ended long ago left a worktree, a kept commit, a branch that has nothing of its own, and its folder.
scenario_old_run() {
  git worktree add -q --lock --reason "reeve works here" -b reeve/Z-1 ../clone.worktrees/Z-1
  git update-ref refs/reeve/kept/zzzzzzzz/1 reeve/Z-1
  mkdir -p .git/reeve/runs/zzzzzzzz
  cat >.git/reeve/runs/zzzzzzzz/run.json <<JSON
{"record_version": 1, "id": "zzzzzzzz", "task": {"source": "docs/tasks.md", "id": "Z-1"}, "phase": "finished",
 "outcome": "failed", "ended_at_ms": 1000, "workspace": {"path": "$(realpath ../clone.worktrees/Z-1)", "branch": "reeve/Z-1"}}
JSON
}
expect_nothing_expired() {
  [[ ! -e .git/reeve/runs/zzzzzzzz && ! -e ../clone.worktrees/Z-1 ]] || fail "something of the old run is left"
  expect_equal "$(git for-each-ref refs/reeve/kept/zzzzzzzz refs/heads/reeve/Z-1)" "" "refs of the old run"
}
# Another's commit gets in before the first claim.
scenario_claim_lost() {
  cat >"$remote/hooks/pre-receive" <<'SH'
#!/bin/sh
mkdir once 2>/dev/null || exit 0
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
git update-ref refs/heads/main "$(git commit-tree -p main -m "another hand's" main^{tree})"
SH
  chmod +x "$remote/hooks/pre-receive"
}
scenario_no_remote() {
  alone=yes
  sed -i '2i "remote": "", "branch": "main",' reeve.json
  git commit -q -m "no remote" -- reeve.json
  rm -rf "$remote" "$world/rival"
  ln -s clone/.git "$remote"
  base=$(git rev-parse HEAD)
  printf '%s\n' "A-2 * edit A-2.txt done; commit; result success" "A-3 * result blocked" >>"$plan"
  sed -i '/tools/d' "$plan"
}

# --- one kill ---
die_at() {
  local actual=0
  REEVE_FAULT=$1 timeout -k 5 60 reeve run >"$world/out" 2>"$world/err" </dev/null || actual=$?
  [[ $actual == 137 ]]
}

one_kill() {
  local scenario=$1 point=$2 times=$3
  new_case "$scenario $point $times"
  make_users_edits
  "scenario_$scenario"
  remember_users_edits
  if ! die_at "$point:$times"; then
    ((times > 1)) || fail "the point is never reached"
    return 0
  fi
  expect_well_dead
  goes_on 2 1
  expect_well_ended
  expect_nothing_expired
  rm -rf "$world"
}

# Its output only if it went wrong. (In a condition, bash would go on after a failing command of it.)
report_of() {
  local log="$world/cases/$*.log" status=0
  set +e
  (set -e; "$@") >"$log" 2>&1
  status=$?
  ((status == 0)) || { echo "FAILED: $*"; cat "$log"; }
  return $status
}

# kill_at_points TIMES-MAX FILTER: at each point of the list that fits, the first time that it is passed, and the next ones, two
# at a time.
kill_at_points() {
  local kills=0 failed=0 point scenario times left
  make_kill_project
  mkdir "$world/cases"
  while read -r point scenario; do
    for ((times = 1; times <= $1; ++times)); do
      ((kills < 2)) || wait -n || failed=$((failed + 1))
      (report_of one_kill "$scenario" "$point" "$times") &
      kills=$((kills + 1))
    done
  done < <(grep -v '^#' "$list" | grep -E -e "$2")
  for ((left = kills < 2 ? kills : 2; left > 0; --left)); do wait -n || failed=$((failed + 1)); done
  note "$kills kills, $failed with harm"
  ((failed == 0)) || fail "$failed of $kills"
  remote=$world/remote.git clone=$world/clone
}
