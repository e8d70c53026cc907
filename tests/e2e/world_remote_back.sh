# The remote disappears in mid-run and comes back: at the branch's push and at the verdict's, with two tasks at work. The loop
# waits longer each time, says so once, and goes on; nothing is lost, nothing is done twice.
source "$(dirname "$0")/support/lib.sh"
source "$support/clock.sh"
source "$support/faulty-remote.sh"

worker_timeout=100h make_project "$(row A-1)" "$(row A-2)"
through_ssh
base=$(remote_tip)
mkfifo "$world/met"
# Away from the nth push on. Each connection is met by whoever reads the fifo, so that no time is waited for in vain.
away_from() {
  cat >"$world/away" <<SH
[ "\$(grep -cx push "$world/connections")" -lt $1 ] || { echo \${at##*/at-} >"$world/met"; exit 255; }
SH
  cp "$world/away" "$world/at-push"
  cp "$world/away" "$world/at-fetch"
}
is_back() { rm "$world/at-push" "$world/at-fetch"; }
# meet COUNT: so many connections fail; the time between them passes.
meet() {
  local i
  for ((i = 0; i < $1; ++i)); do as_time_passes read -rt 0.5 _ <&8; done
}
exec 8<>"$world/met"

for push in 2 3 5; do
  note "away from push $push on"
  away_from $push
  start "${on_this_clock[@]}" reeve run --lanes 2
  meet 5
  is_back
  ended_as_time_passes 0
  expect_err "trying again"
  for id in A-1 A-2; do
    expect_row $id "done"
    expect_attempts $id 1
  done
  expect_equal "$(git rev-list --count "$base..main")" 4 "commits: a claim and a verdict each"
  expect_followed
  rm -rf "$plan.attempts" "$world/connections"
  git reset -q --hard "$base"
  git -C "$remote" update-ref refs/heads/main "$base"
  git -C "$remote" for-each-ref --format='delete %(refname)' refs/heads/reeve | git -C "$remote" update-ref --stdin
  git update-ref refs/remotes/origin/main "$base"
  git branch -q -D reeve/A-1 reeve/A-2
done
