# The disk that holds reeve's records runs full, at each write in turn: nothing is published that is not on record, so that
# with room again the next start does the task, and nothing needs a hand.
source "$(dirname "$0")/support/lib.sh"

need_mounts
config_more='"limits": {"others": "1s"}' make_project
cat >"$world/inside" <<'SH'
set -e
pages=$1
mkdir -p .git/reeve
mount -t tmpfs -o size=400k none .git/reeve
head -c 1000000 /dev/zero >.git/reeve/fill 2>/dev/null || true
truncate -s "-$((pages * 4096))" .git/reeve/fill
status=0
reeve run || status=$?
[ -z "$(git status --porcelain)" ]
rm .git/reeve/fill
reeve run >&2
exit $status
SH
base=$(remote_tip)
for ((pages = 0, code = 70; code == 70; pages++)); do
  ((pages < 40)) || fail "never enough room"
  code=0
  with_mounts bash "$world/inside" "$pages" >"$world/out" 2>"$world/err" </dev/null || code=$?
  [[ $code == 0 || $code == 70 ]] || fail "exit $code with $pages pages left"
  ((code == 0)) || expect_err "No space left on device"
  expect_row A-1 done
  expect_followed
  note "$pages pages: $code, $(git rev-list --count "$base..main") commits"
  git reset -q --hard "$base"
  git push -q -f origin "$base:main"
  git push -q origin :reeve/A-1
  rm -rf "$clone.worktrees"
  git worktree prune --expire now 2>/dev/null
  git worktree list --porcelain | grep -q locked && { git worktree unlock "$clone.worktrees/A-1"; git worktree prune --expire now; }
  git branch -q -D reeve/A-1
done
((pages > 3)) || fail "no write failed: the test tests nothing"
