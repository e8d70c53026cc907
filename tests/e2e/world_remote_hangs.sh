# A remote that accepts and never answers: at the first fetch, at each push, before and after it took what was pushed, at a
# fetch in mid-run. Each wait is bounded, what came of it is asked, and the run goes on; nothing is done twice.
source "$(dirname "$0")/support/lib.sh"
source "$support/clock.sh"
source "$support/faulty-remote.sh"

make_fifo
worker_timeout=100h make_project "$(row A-1)"
through_ssh
# What the remote itself does after it took the nth push.
cat >"$remote/hooks/post-receive" <<SH
#!/bin/sh
[ ! -e "$world/after-push" ] || exec sh "$world/after-push" >/dev/null
SH
chmod +x "$remote/hooks/post-receive"
base=$(remote_tip)
transport_timeout=301

note "at the first fetch"
echo "cat '$world/fifo'" >"$world/at-fetch"
start "${on_this_clock[@]}" reeve run
wait_for_hang
let_pass $transport_timeout
ended 69
let_go
expect_err "fetching 'main' from 'origin': git ended after 5m"
expect_err "git ls-remote origin"
expect_tip_unchanged "$base"
expect_attempts A-1 0

note "and nobody wants to wait for it"
for signal in INT TERM; do
  start "${on_this_clock[@]}" reeve run
  wait_for_hang
  kill -$signal "$started"
  if [[ $signal == INT ]]; then ended 130; else ended 143; fi
  expect_no_process_left
  let_go
done
rm "$world/at-fetch"

again() {
  rm -rf "$plan.attempts" "$world/connections" "$world/at-push" "$world/after-push" "$world/at-fetch"
  git reset -q --hard "$base"
  git -C "$remote" update-ref refs/heads/main "$base"
  git -C "$remote" update-ref -d refs/heads/reeve/A-1
  git update-ref refs/remotes/origin/main "$base"
  git branch -q -D reeve/A-1 2>/dev/null || true
}
# Hangs at the nth push only: 1 the claim, 2 the work, 3 the verdict.
hang_at() { echo "[ \$(grep -cx push '$world/connections') != $1 ] || cat '$world/fifo'"; }
goes_on() {
  start "${on_this_clock[@]}" reeve run
  wait_for_hang
  let_pass $transport_timeout
  ended_as_time_passes 0
  let_go
  expect_row A-1 "done"
  expect_attempts A-1 1
  expect_equal "$(git rev-list --count "$base..main")" 2 "commits: one claim, one verdict"
  expect_followed
}

for n in 1 2 3; do
  note "before it takes push $n"
  again
  hang_at $n >"$world/at-push"
  goes_on
  expect_err "git ended after 5m01s (timeout); trying again"
  note "after it took push $n"
  again
  hang_at $n >"$world/after-push"
  goes_on
done

note "at a fetch in mid-run, while a worker is at it"
again
mkfifo "$world/fetch-fifo"
echo "A-1 * sh touch '$world/at-work'; hang $world/fifo; edit a.txt done; commit; result success" >"$plan"
echo "[ ! -e '$world/at-work' ] || { rm '$world/at-work'; cat '$world/fetch-fifo'; }" >"$world/at-fetch"
start "${on_this_clock[@]}" reeve run
wait_for_hang
let_pass 61
exec 8>"$world/fetch-fifo"
let_pass $transport_timeout
wait_for_line "trying again"
exec 8>&-
let_go
ended_as_time_passes 0
expect_row A-1 "done"
expect_attempts A-1 1
expect_followed

note "SIGTERM while the verdict hangs: given up after 30s, and the next start publishes it"
again
rm "$plan"
hang_at 3 >"$world/at-push"
start "${on_this_clock[@]}" reeve run
wait_for_hang
kill -TERM "$started"
ended_as_time_passes 143
expect_no_process_left
let_go
expect_row A-1 in-progress
expect_exit 0 reeve run
expect_row A-1 "done"
expect_attempts A-1 1
