# SIGKILL while a task of another repository is worked on: the next start finishes it once, and nothing needs a hand.
source "$(dirname "$0")/support/lib.sh"
source "$support/repos.sh"

make_api
config_more=$api_config
cat >"$plan" <<'PLAN'
B-1 1 edit bad now; commit; result success
B-1 * sh rm -f bad; edit B-1.txt done; commit; result success
PLAN
make_project "$(repo_row B-1 api)" "$(row A-1 not-started B-1)"
base=$(remote_tip)
cp -a "$remote" "$world/start.git"
cp -a "$clone" "$world/start"
cp -a "$api_remote" "$world/start-api.git"
cp -a "$api" "$world/start-api"

die_at() {
  local actual=0
  REEVE_FAULT=$1 reeve run >"$world/out" 2>"$world/err" </dev/null || actual=$?
  expect_equal "$actual" 137 "the exit at $1"
  expect_no_process_left
}
begin_anew() {
  cd "$world"
  rm -rf "$remote" "$clone" "$clone.worktrees" "$api_remote" "$api" "$api.worktrees" "$plan.attempts"
  cp -a start.git "$remote"
  cp -a start "$clone"
  cp -a start-api.git "$api_remote"
  cp -a start-api "$api"
  cd "$clone"
}
expect_done_once() {
  expect_exit 0 reeve run
  expect_row B-1 "done"
  expect_row A-1 "done"
  expect_equal "$(git log --reverse --format='%(trailers:key=Reeve-Task,valueonly,separator=%x2C) %(trailers:key=Reeve-Status,valueonly,separator=%x2C)' "$base..main")" \
    $'B-1 in-progress\nB-1 done\nA-1 in-progress\nA-1 done'
  expect_equal "$(git log --grep='^Reeve-Task: B-1' -1 --format='%(trailers:key=Reeve-Commit,valueonly,separator=%x2C)' main)" "$(api_tip reeve/B-1)"
  ! grep -L '"phase": "finished"' .git/reeve/runs/*/run.json | grep . || fail "a run is not finished"
  [[ ! $(ls "$api.worktrees") ]] || fail "worktrees are left: $(ls "$api.worktrees")"
  expect_followed
  expect_api_untouched
  expect_sound_api
}

for point in recorded-preparing prepare-branch-made prepare-worktree-made set-up-marked worker-after-start gate-ended \
  recorded-pushing push-branch-done recorded-closing discard-unlocked; do
  note "$point"
  begin_anew
  die_at $point
  expect_done_once
done

note "the entry is gone when the run is taken up: nothing is guessed, the row is put back, the work stays"
begin_anew
die_at recorded-pushing
mv reeve.json "$world/reeve.json"
grep -v '"repos"' "$world/reeve.json" >reeve.json
expect_exit 2 reeve run
expect_err "the repository $api is not to be used"
expect_err 'name it in "repos" of reeve.json as before'
expect_row B-1 in-progress
mv "$world/reeve.json" reeve.json
expect_done_once
begin_anew
die_at worker-after-start
mv "$api" "$api.away"
expect_exit 2 reeve run
expect_err "there is no $api"
expect_exit 0 reeve reset B-1
expect_row B-1 not-started
mv "$api.away" "$api"
expect_exit 0 reeve run
expect_row B-1 "done"
