# For the scripts in which many reeves race for the tasks of one remote. Needs lib.sh.

# Each start of a worker: TASK RUN FOLDER.
worked=$world/worked
# Each push of a racer: EXIT-CODE FOLDER: ARGUMENTS.
pushes=$world/pushes
racers=()

# Every fourth task needs the one three before it, which most often another racer has done.
race_rows() {
  local n
  for ((n = 1; n <= $1; ++n)); do row "T-$n" not-started "$( ((n % 4)) || echo "T-$((n - 3))")"; done
}

# A git that tells of each push; for the racers only.
make_telling_git() {
  mkdir "$world/bin"
  cat >"$world/bin/git" <<SH
#!/bin/sh
case " \$* " in *" push "*) ;; *) exec "$(command -v git)" "\$@" ;; esac
"$(command -v git)" "\$@"
status=\$?
echo "\$status \$PWD: \$*" >>"$pushes"
exit \$status
SH
  chmod +x "$world/bin/git"
}

make_worker() {
  cat >"$world/worker" <<SH
cat >/dev/null
echo "\$REEVE_TASK \$REEVE_RUN \$PWD" >>"$worked"
echo "\$REEVE_RUN" >"\$REEVE_TASK.txt"
git add . && git commit -q -m "work on \$REEVE_TASK" || exit
echo '{"task_id": "'\$REEVE_TASK'", "status": "success"}'
SH
}

# make_race TASKS RACERS: a project with so many tasks, and so many clones of it.
make_race() {
  local n
  tasks=$1
  : >"$worked" >"$pushes"
  make_worker
  make_telling_git
  config_more='"limits": {"refetch": "1s", "others": "1m"}'
  mapfile -t rows < <(race_rows "$1")
  make_project "${rows[@]}"
  sed -i "/\"worker\"/s|\[[^]]*\]|[\"sh\", \"$world/worker\"]|" reeve.json
  publish "a quick worker"
  git -C "$remote" config core.logAllRefUpdates always
  base=$(remote_tip)
  git -C "$remote" update-ref --create-reflog refs/heads/main "$base"
  for ((n = 1; n <= $2; ++n)); do
    git clone -q "$remote" "$world/racer-$n"
    racers+=("$world/racer-$n")
  done
}

# race_at URL: where all of them fetch and push.
race_at() {
  local racer
  for racer in "${racers[@]}"; do git -C "$racer" remote set-url origin "$1"; done
}

# All at a time; each must end with 0.
race() {
  local racer pids=() n status TIMEFORMAT='%R %U %S'
  { time {
    for racer in "${racers[@]}"; do
      (cd "$racer" && PATH="$world/bin:$PATH" exec reeve run >"$racer.out" 2>"$racer.err" </dev/null) &
      pids+=("$!")
    done
    for n in "${!pids[@]}"; do
      status=0
      wait "${pids[n]}" || status=$?
      ((status == 0)) || echo "$((n + 1)) ended with $status" >>"$world/fallen"
    done
  } } 2>"$world/time"
  [[ ! -e $world/fallen ]] || { tail -n 20 "$world"/racer-*.err >&2; fail "racer $(xargs <"$world/fallen")"; }
}

# STORIES: "TASK STATUS RUN" of each commit of ours, as they were published.
stories() {
  git -C "$remote" log --reverse --grep='^Reeve-Task: ' "$base..main" \
    --format='%(trailers:key=Reeve-Task,valueonly,separator=%x2C) %(trailers:key=Reeve-Status,valueonly,separator=%x2C) %(trailers:key=Reeve-Run,valueonly,separator=%x2C)'
}

expect_equal_lists() { diff <(sort "$1") <(sort "$2") >&2 || fail "$3"; }

# From the remote's history alone: each task was claimed once, by one run, and that run ended it well.
expect_each_done_once() {
  local n
  stories >"$world/stories"
  awk '$2 == "in-progress" {run[$1] = $3}
       $2 == "done" && run[$1] != $3 {print $1, "was done by", $3, "and claimed by", run[$1]}' "$world/stories" >"$world/strange"
  expect_equal "$(cat "$world/strange")" "" "who did what"
  for ((n = 1; n <= tasks; ++n)); do printf 'T-%s in-progress\nT-%s done\n' "$n" "$n"; done >"$world/wanted"
  cut -d' ' -f1,2 "$world/stories" >"$world/told"
  expect_equal_lists "$world/wanted" "$world/told" "not every task was claimed and done once"
  expect_equal "$(remote_board | awk -F' *[|] *' '$2 ~ /^T-/ {print $3}' | sort | uniq -c | xargs)" "$tasks done" "the rows"
}

# As the workers saw it: each task was worked on once, by the run that had claimed it.
expect_each_worked_once() {
  awk '$2 == "done" {print $1, $3}' "$world/stories" >"$world/wanted"
  cut -d' ' -f1,2 "$worked" >"$world/told"
  expect_equal_lists "$world/wanted" "$world/told" "what the workers did is not what was claimed"
}

# Whatever a branch of the remote ever was is still in it.
expect_nothing_unpublished() {
  local branch
  while read -r branch; do
    git -C "$remote" rev-list "$branch" | sort >"$world/reachable"
    git -C "$remote" reflog show --format=%H "$branch" | sort -u >"$world/published"
    [[ -s $world/published ]] || fail "$branch has no reflog"
    expect_equal "$(comm -13 "$world/reachable" "$world/published")" "" "published on $branch, and lost"
  done < <(git -C "$remote" for-each-ref --format='%(refname)' refs/heads)
}

# What became done is on the remote, and each of our commits changed one row.
expect_true_commits() {
  git -C "$remote" log --grep='^Reeve-Status: done' "$base..main" \
    --format='%(trailers:key=Reeve-Commit,valueonly,separator=%x2C) refs/heads/reeve/%(trailers:key=Reeve-Task,valueonly,separator=%x2C)' >"$world/told"
  git -C "$remote" for-each-ref --format='%(objectname) %(refname)' refs/heads/reeve >"$world/wanted"
  expect_equal_lists "$world/wanted" "$world/told" "a branch is not what its verdict says"
  expect_equal "$(git -C "$remote" log --grep='^Reeve-Task: ' --format= --numstat "$base..main" | sort -u)" \
    $'1\t1\tdocs/tasks.md' "what our commits change"
}

expect_racers_tidy() {
  local racer
  for racer in "${racers[@]}"; do
    expect_equal "$(git -C "$racer" status --porcelain)" "" "git status in $racer"
    expect_equal "$(git -C "$racer" rev-parse HEAD)" "$(remote_tip)" "the local branch of $racer"
    expect_equal "$(find "$racer.worktrees" -mindepth 1 -maxdepth 1 2>/dev/null)" "" "worktrees of $racer"
    expect_equal "$(find "$racer/.git" -name '*.lock' ! -path '*/reeve/*')" "" "locks in $racer"
    ! grep -L '"phase": "finished"' "$racer"/.git/reeve/runs/*/run.json 2>/dev/null | grep . || fail "a run is not finished"
  done
}

expect_fair_race() {
  expect_each_done_once
  expect_each_worked_once
  expect_nothing_unpublished
  expect_true_commits
  expect_racers_tidy
}

# The most races for the branch that one of them lost one after another.
longest_loss() {
  awk '!/:refs\/heads\/main$/ {next}
       {racer = $0; sub(/^[0-9]+ /, "", racer); sub(/: .*/, "", racer)}
       $1 == 0 {lost[racer] = 0; next}
       ++lost[racer] > longest {longest = lost[racer]}
       END {print longest + 0}' "$pushes"
}

# For people: how fast it was, what it took, and how many pushes were in vain.
tell_race() {
  local wall user system
  read -r wall user system <"$world/time"
  note "$tasks tasks by ${#racers[@]} reeves in $wall s: $(awk "BEGIN {printf \"%.2f\", $tasks / $wall}") tasks/s," \
    "$(awk "BEGIN {printf \"%.2f\", ($user + $system) / $tasks}") s of a core each;" \
    "$(wc -l <"$pushes") pushes, $(grep -c -v '^0 ' "$pushes") refused, at most $(longest_loss) in a row;" \
    "done by each: $(cut -d' ' -f3- "$worked" | sed 's|.worktrees.*||' | sort | uniq -c | awk '{print $1}' | xargs)"
}
