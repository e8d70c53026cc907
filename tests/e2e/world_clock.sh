# The clock is turned while workers are at work, back by an hour and forward by a day: nothing ends or waits because of it, each
# attempt takes what it takes, and no negative time is told. (How long a run took is told by the clock as it is at its end.)
source "$(dirname "$0")/support/lib.sh"
source "$support/clock.sh"

make_fifo
cat >"$plan" <<PLAN
A-1 1 hang $world/fifo; edit a.txt done; commit; result success
A-2 1 hang $world/fifo; edit b.txt done; commit; result success
PLAN
expect_sane_times() {
  ! grep -hE -- '(^|[ :(])-[0-9]+(ms|s|m|h)' "$@" || fail "a negative time"
  ! grep -hE -- '(worker-ended .* after|passed in) [0-9]+h' "$@" || fail "an attempt, or a gate, of hours"
  ! grep -hE -- '_ms": *-' "$@" || fail "a negative number of milliseconds"
}

# turned SECONDS: three lanes, two at work, the clock is turned, the work goes on. Bounds on time are hours.
turned() {
  note "turned by $1 s"
  start "${on_this_clock[@]}" reeve run --lanes 3
  wait_for_hang
  wait_for_line "A-2   attempt"
  turn_clock "$1"
  # What another hand published is seen by the next look, which is due by the time that passed.
  elsewhere sh -c "echo '$(row A-3)' >row; sed -i '/A-2/r row' docs/tasks.md; rm row"
  let_pass 61
  wait_for_line "A-3   claimed"
  let_go
  ended 0
  for id in A-1 A-2 A-3; do
    expect_row $id "done"
    expect_attempts $id 1
  done
  cp "$world/err" "$world/told"
  expect_exit 0 reeve status
  cat "$world/out" >>"$world/told"
  for id in A-1 A-2 A-3; do
    expect_exit 0 reeve show $id
    cat "$world/out" >>"$world/told"
    expect_exit 0 reeve show $id --json
    cat "$world/out" >>"$world/told"
    expect_exit 0 reeve log $id
  done
  expect_exit 0 reeve check
  cat .git/reeve/runs/*/run.json "$world/events" >>"$world/told"
  expect_sane_times "$world/told"
}

worker_timeout=4h worker_more='"silence": "3h"' \
  config_more="\"budget\": {\"run\": {\"time\": \"5h\"}, \"day\": {\"time\": \"5h\"}}, \"on\": {\"done\": [\"sh\", \"-c\", \"cat >>'$world/events'\"], \"stopped\": [\"sh\", \"-c\", \"cat >>'$world/events'\"]}" \
  make_project "$(row A-1)" "$(row A-2)"
base=$(remote_tip)
for by in -3600 86400; do
  turned $by
  rm -rf "$plan.attempts" "$world/events" "$world/elsewhere"
  clock_wrong=0 clock_passed=0
  write_clock
  git reset -q --hard "$base"
  git push -q -f origin "$base:main" :reeve/A-1 :reeve/A-2 :reeve/A-3
  git branch -q -D reeve/A-1 reeve/A-2 reeve/A-3
done
