# Many claim the one task that is ready, in clones of their own and two to a clone: in each round one gets it, and all others are
# told who has it. The winner ends it. REEVE_NIGHT: 64 of them, 30 rounds.
source "$(dirname "$0")/support/lib.sh"

claimers=16 rounds=3
[[ ${REEVE_NIGHT:-} ]] && claimers=64 rounds=30
clones=$((claimers * 3 / 4))
make_project "$(row T-0 done)"
git -C "$remote" config core.logAllRefUpdates always
for ((n = 0; n < clones; ++n)); do git clone -q "$remote" "$world/claimer-$n"; done

# Waits for the start, then claims.
claim() {
  local folder=$world/claimer-$(($1 % clones)) code=0
  cd "$folder"
  flock -s "$world/gun" true
  reeve start >"$world/claim-$1.out" 2>"$world/claim-$1.err" </dev/null || code=$?
  echo "$1 $code" >>"$world/codes"
}

one_round() {
  local id=T-$1 n winner
  elsewhere sed -i "/^| T-$(($1 - 1)) /a $(row "$id")" docs/tasks.md
  rm -f "$world/codes"
  exec 5>"$world/gun"
  flock 5
  pids=()
  for ((n = 0; n < claimers; ++n)); do claim "$n" 5>&- & pids+=("$!"); done
  exec 5>&-
  wait "${pids[@]}"
  expect_equal "$(cut -d' ' -f2 "$world/codes" | sort -n | uniq -c | xargs)" "1 0 $((claimers - 1)) 75" "exit codes of round $1"
  winner=$(awk '$2 == 0 {print $1}' "$world/codes")
  expect_row "$id" in-progress
  grep -q "^$id " "$world/claim-$winner.out" || fail "the winner was not told what it has"
  expect_equal "$(git -C "$remote" log --format='%(trailers:key=Reeve-Run,valueonly,separator=%x2C)' --grep="^Reeve-Task: $id\$" main)" \
    "$(cell "$id" 9 | cut -d/ -f2)" "who claimed $id"
  [[ -d $world/claimer-$((winner % clones))/.git/reeve/runs/$(cell "$id" 9 | cut -d/ -f2) ]] || fail "the winner of $id is another"
  for ((n = 0; n < claimers; ++n)); do
    ((n == winner)) || grep -qE "$id( is in-progress by|, which was started here)" "$world/claim-$n.err" ||
      fail "claimer $n is not told who has $id: $(cat "$world/claim-$n.err")"
  done
  finish_it "$id" "$winner"
}

# So that each round has its task in progress alone.
finish_it() {
  local folder=$world/claimer-$(($2 % clones))
  (cd "$folder.worktrees/$1" && echo good >"$1.txt" && git add . && git commit -q -m "work on $1")
  (cd "$folder" && expect_exit 0 reeve finish "$1")
  expect_row "$1" "done"
}

for ((round = 1; round <= rounds; ++round)); do one_round "$round"; done
git -C "$remote" rev-list main | sort >"$world/reachable"
git -C "$remote" reflog show --format=%H main | sort -u >"$world/published"
expect_equal "$(comm -13 "$world/reachable" "$world/published")" "" "published and lost"
expect_equal "$(git -C "$remote" rev-list --count --grep='^Reeve-Task: ' main)" $((2 * rounds)) "our commits"
for ((n = 0; n < clones; ++n)); do
  expect_equal "$(git -C "$world/claimer-$n" status --porcelain)" "" "git status of claimer $n"
done
note "$claimers claimers, $rounds rounds, one winner each"
