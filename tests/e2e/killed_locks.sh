# Locks that a git left behind when it was killed are removed once nobody can hold them; a living git's stay.
source "$(dirname "$0")/support/lib.sh"

# As reeve sees it: all processes, and no other machine.
sees_all_holders() {
  [[ $(stat -Lc %i /proc/self/ns/pid) == 4026531836 ]] &&
    [[ $(stat -f -c %T "$world") =~ ^(ext2/ext3|xfs|btrfs|f2fs|tmpfs|zfs)$ ]]
}
make_locks() { mkdir -p "$(dirname "$1")"; touch -d "1 minute ago" "$@"; }

echo "A-1 1 hang $world/fifo" >"$plan"
# A git of this worker's is killed, and takes nobody along.
echo 'A-2 1 sh touch "$(git rev-parse --git-path index.lock)"; exit 3' >>"$plan"
make_fifo
make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)"
start reeve run
wait_for_hang
kill_started
expect_no_process_left
let_go

in_worktree=(.git/worktrees/A-1/{index,HEAD,ORIG_HEAD}.lock .git/refs/heads/reeve/A-1.lock
  .git/refs/remotes/origin/reeve/A-1.lock .git/refs/heads/reeve/A-2.lock)
in_checkout=(.git/{index,HEAD,packed-refs,shallow,config,objects/maintenance}.lock .git/refs/heads/main.lock .git/refs/remotes/origin/main.lock)
kept=.git/refs/reeve/kept/abcdefgh/0123456789ab.lock
make_locks "$kept"
for lock in "${in_worktree[@]}" "${in_checkout[@]}"; do make_locks "$lock"; done

if ! sees_all_holders; then
  note "a container: only the locks of reeve's own worktrees may go"
  rm "${in_checkout[@]:1}"
  expect_exit 0 reeve run
  expect_err "the lock $PWD/.git/index.lock was left by a git that was killed, or is held by one that cannot be seen"
  [[ -e .git/index.lock ]] || fail "the user's lock is gone"
  rm .git/index.lock
  cp "$world/err" "$world/said"
  expect_exit 0 reeve run
  cp "$world/said" "$world/err"
else
  expect_exit 0 reeve run
  for lock in "${in_checkout[@]}"; do expect_err "removed $PWD/$lock, left by a git that was killed"; done
fi
for lock in "$kept" "${in_worktree[@]}"; do
  expect_err "removed $PWD/$lock, left by a git that was killed"
done
for id in A-1 A-2 A-3; do expect_row $id done; done
expect_attempts A-2 2
expect_followed
expect_sound_repositories

note "a living git's lock, which it does not have open"
rm "$world/fifo"
make_fifo
elsewhere sh -c "echo '$(row A-4)' >row; sed -i '/A-3/r row' docs/tasks.md; rm row"
git pull -q --rebase
echo "my notes" >>README.md
start env GIT_EDITOR="cat '$world/fifo'; false" git commit -q -a
committing=$started
wait_for_hang
lock=$(stat -c %i .git/index.lock)
expect_exit 0 reeve run
expect_err "the lock $PWD/.git/index.lock is held by process $committing (git commit -q -a"
expect_row A-4 done
expect_equal "$(stat -c %i .git/index.lock)" "$lock" "the lock of the living git"
let_go
started=$committing
ended 1
