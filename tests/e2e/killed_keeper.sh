# SIGKILL of the processes that guard a worker: what the worker had started ends all the same, with reeve alive at once, with
# reeve dead at the next start, and the task is done once.
source "$(dirname "$0")/support/lib.sh"

children_of() { tr ' ' '\n' <"/proc/$1/task/$1/children" | grep . || true; }
# The guard is reeve's child, the keeper the guard's.
find_keepers() {
  local child
  guard='' keeper=''
  for child in $(children_of "$1"); do
    [[ $(cat "/proc/$child/comm") == reeve-keeper ]] && guard=$child
  done
  [[ $guard ]] || fail "reeve has no keeper"
  keeper=$(children_of "$guard" | head -n 1)
  expect_equal "$(cat "/proc/$keeper/comm")" reeve-keeper "the guard's child"
}
# All stand still before the first dies, so that none can act on the death of another.
kill_at_once() {
  kill -STOP "$@"
  kill -KILL "$@"
}

# In another session, and twice forked in a session of its own.
escape="daemon $world/fifo; sh (setsid sh -c 'cat \"$world/fifo\" & exec cat \"$world/fifo\"' </dev/null >/dev/null 2>&1 &)"

# new_story PLAN…: reeve works, and its worker or gate hangs.
new_story() {
  rm -rf "$remote" "$clone" "$clone.worktrees" "$plan.attempts" "$world/fifo"
  cd "$world"
  printf '%s\n' "$@" >"$plan"
  make_fifo
  make_project "$(row A-1)" "$(row A-2 not-started A-1)"
  base=$(remote_tip)
  start reeve run
  wait_for_hang
  find_keepers "$started"
}
expect_done_once() {
  expect_row A-1 done
  expect_row A-2 done
  expect_equal "$(git rev-list --count "$base..main")" 4 "published commits"
  expect_followed
  expect_no_process_left
  expect_sound_repositories
}

for victim in guard keeper both; do
  note "reeve lives, killed: $victim"
  new_story "A-1 1 $escape; hang $world/fifo"
  case $victim in
    guard) kill_at_once "$guard" ;;
    keeper) kill_at_once "$keeper" ;;
    both) kill_at_once "$guard" "$keeper" ;;
  esac
  ended 0
  expect_attempts A-1 2
  expect_done_once
  let_go
done

note "reeve and both keepers are killed at once"
new_story "A-1 1 $escape; hang $world/fifo"
kill_at_once "$started" "$guard" "$keeper"
ended 137
[[ $(left_processes) ]] || fail "nothing is left to end: the test tests nothing"
expect_row A-1 in-progress
expect_exit 0 reeve run
expect_done_once
let_go

note "reeve's process group is killed"
new_story "A-1 1 $escape; hang $world/fifo"
kill -KILL -- "-$started"
ended 137
expect_no_process_left
expect_exit 0 reeve run
expect_done_once
let_go

note "a gate's keepers are killed"
gates="[{\"name\": \"sound\", \"baseline\": \"may-fail\", \"command\": \"test -e $plan.once || { touch $plan.once; (setsid cat fifo &); cat fifo; }\"}]"
gates=${gates//$plan/../../plan} gates=${gates//cat fifo/cat ../../fifo}
new_story "A-1 * edit a.txt good; commit; result success"
kill_at_once "$guard" "$keeper"
ended 0
expect_attempts A-1 2
expect_done_once
let_go
