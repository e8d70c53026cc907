# For the scripts that kill reeve: a project with all kinds of steps in it, and what must hold when reeve is dead and
# when it is through. Needs lib.sh. Cases are copies of one project, so that many are cheap and two can run at a time.


# A-1 fails its gate at first, A-2 depends on it and finds its branch on the remote moved, A-3 reports a blocker after
# somebody published another file. There are set-up, a copied file and a gate on the base. kill_lanes: so many lanes.
make_kill_project() {
  cat >"$world/plan" <<PLAN
A-1 1 edit broken now; commit; result success
A-1 * sh rm -f broken; edit A-1.txt done; commit; result success
A-2 * edit A-2.txt done; commit; sh sh ../../tools/move-branch; result success
A-3 * sh sh ../../tools/move-main; result blocked needs a key
PLAN
  mkdir "$world/tools"
  cat >"$world/tools/move-branch" <<'SH'
origin=../../remote.git
git ls-remote --exit-code $origin refs/heads/reeve/A-2 >/dev/null && exit
commit=$(git commit-tree -p HEAD~ -m "another hand's" HEAD~^{tree})
git push -q $origin "$commit:refs/heads/reeve/A-2"
SH
  cat >"$world/tools/move-main" <<'SH'
cd ../../rival || exit
git fetch -q && git reset -q --hard origin/main && [ ! -e rival.txt ] || exit 0
echo new >rival.txt && git add rival.txt && git commit -q -m "a rival's file" && git push -q origin HEAD:main
SH
  config_more="${kill_lanes:+\"lanes\": $kill_lanes,}"'"workspace": {"setup": [["sh", "-c", "echo ready >set-up.txt"]], "copy": [".env"]}'
  plan=../../plan
  make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)"
  printf 'set-up.txt\n.env\n' >.gitignore
  echo secret >.env
  publish "ignored files"
  git remote set-url origin ../remote.git
  git clone -q ../remote.git ../rival 2>/dev/null
  git -C ../rival remote set-url origin ../remote.git
}

# The user's own: a changed file, a staged one, an untracked one.
make_users_edits() {
  echo "my notes" >>README.md
  echo "mine, staged" >staged.txt
  git add staged.txt
  echo "mine, new" >untracked.txt
}

# new_case NAME: a copy of the project in its own folder; leaves you in its clone.
new_case() {
  local folder=$world/cases/$1
  mkdir -p "$folder"
  cp -a "$world/remote.git" "$world/clone" "$world/rival" "$world/tools" "$world/plan" "$folder/"
  world=$folder remote=$folder/remote.git clone=$folder/clone plan=$folder/plan
  cd "$clone"
  base=$(remote_tip)
}

remember_users_edits() {
  git status --porcelain | grep -v ' docs/tasks.md$' >"$world/status" || true
  sha256sum README.md staged.txt untracked.txt .env >"$world/sums"
  sha256sum docs/tasks.md >"$world/tasks.sum"
}

expect_users_edits() {
  sha256sum --quiet -c "$world/sums" || fail "the user's files changed"
  [[ ! ${own_table:-} ]] || sha256sum --quiet -c "$world/tasks.sum" || fail "the user's docs/tasks.md changed"
  expect_equal "$(git diff --cached --name-only | grep -v '^docs/tasks.md$')" "staged.txt" "what is staged"
}

# Right after the death. A worker that died with reeve may have been within a git command in its worktree.
expect_well_dead() {
  expect_no_process_left
  expect_sound_repositories ! -path '*/worktrees/*'
  expect_users_edits
}

# goes_on STARTS-MAX CODE: starts reeve again until it ends with that code.
goes_on() {
  local starts actual
  for ((starts = 1; starts <= $1; ++starts)); do
    actual=0
    timeout -k 5 120 reeve run >"$world/out" 2>"$world/err" </dev/null || actual=$?
    [[ $actual == "$2" ]] && return
  done
  fail "exit $actual instead of $2 at the last start"
}

# One claim and one verdict for each task, each a commit that changes one row; nothing else of ours.
expect_one_story_each() {
  local id story commit
  for id; do
    story=$(git -C "$remote" log --reverse --format='%(trailers:key=Reeve-Task,valueonly,separator=%x2C) %(trailers:key=Reeve-Status,valueonly,separator=%x2C)' "$base..main" | grep "^$id ")
    [[ $story == "$id in-progress"$'\n'"$id "@(done|failed|blocked) ]] || fail "the story of $id: $story"
  done
  for commit in $(git -C "$remote" rev-list --grep='^Reeve-Task: ' "$base..main"); do
    expect_equal "$(git -C "$remote" diff --numstat "$commit^" "$commit")" $'1\t1\tdocs/tasks.md' "what $commit changes"
  done
  expect_equal "$(git -C "$remote" rev-list --count --grep='^Reeve-Task: ' "$base..main")" $((2 * $#)) "our commits"
}

expect_no_run_left() {
  ! grep -L '"phase": "finished"' .git/reeve/runs/*/run.json | grep . || fail "a run is not finished"
  [[ ! -e .git/reeve/follow ]] || fail "the record of a half-done step is left"
}

# The published board is the work tree's, but for the user's own edits.
expect_users_branch_followed() {
  if [[ ${own_branch:-} ]]; then
    expect_equal "$(git log --format=%s origin/main..main)" "my own" "the user's unpublished commits"
    expect_equal "$(git status --porcelain)" "$(cat "$world/status")" "git status"
    return
  fi
  [[ ${own_table:-} ]] && return
  diff <(remote_board) docs/tasks.md >&2 || fail "docs/tasks.md is not what was published"
  expect_equal "$(git rev-parse HEAD)" "$(remote_tip)" "the local branch"
  expect_equal "$(git status --porcelain)" "$(cat "$world/status")" "git status"
}

expect_well_ended() {
  expect_row A-1 done
  expect_row A-2 done
  expect_row A-3 failed
  expect_one_story_each A-1 A-2 A-3
  expect_users_edits
  expect_users_branch_followed
  expect_no_run_left
  expect_no_process_left
  expect_sound_repositories
  expect_equal "$(git -C "$remote" show reeve/A-1:A-1.txt | sort -u)" "done" "the work of A-1"
  git -C "$remote" merge-base --is-ancestor reeve/A-1 reeve/A-2 || fail "A-2 is not built on A-1"
  [[ ${alone:-} ]] || expect_equal "$(git -C "$remote" log --format=%s main..reeve/A-2 | grep -c "another hand")" 1 "the other hand's commits"
}
