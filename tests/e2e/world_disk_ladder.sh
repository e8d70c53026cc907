# The disk is full at each write of a run in turn: with room for so many more pages or files, no more, on a small disk that holds
# the git directory, the records, the worktrees, or the whole checkout. Whatever fails, the next start with room again does
# each task once; no edit of the user's is touched, nothing is lost or left to mend. At night every step of the ladder.
source "$(dirname "$0")/support/lib.sh"
source "$support/kills.sh"

need_mounts
plan=../../plan
make_project "$(row A-1)"
echo .env >.gitignore
echo secret >.env
publish "an ignored file"
git remote set-url origin ../remote.git
mkdir ../rival ../tools
echo "A-1 * edit A-1.txt done; commit; result success" >../plan

# inside WHERE HOW ROOM EXIT: mounts the small disk, has the run fail on it, makes room, and starts again.
cat >"$world/inside" <<'SH'
set -e
place=$1 how=$2 room=$3
mkdir -p "$place"
cp -a "$place" "$world/was"
mount -t tmpfs none "$place"
cp -a "$world/was/." "$place/"
cd "$PWD"
taken() { df --output="$1" "$place" | tail -n 1; }
if [ "$how" = pages ]; then
  pages=$(($(taken used) / 4 + room))
  mount -o "remount,size=$(((pages > 0 ? pages : 1) * 4))k" "$place"  # 0: no bound at all
else
  mount -o "remount,nr_inodes=$(($(taken iused) + room))" "$place"
fi
status=0
timeout -k 5 100 reeve run || status=$?
mount -o remount,size=100m,nr_inodes=100000 "$place"
{
  git fsck --no-dangling --no-progress
  again=0
  timeout -k 5 100 reeve run || again=$?
  git fsck --no-dangling --no-progress
} >"$world/again" 2>&1
echo "$status $again" >"$world/codes"
# Nothing else of this namespace stays.
rm -rf "$world/was"
mkdir "$world/was"
cp -a "$place/." "$world/was/"
SH

original=$world
# try WHERE HOW ROOM
try() {
  world=$original
  new_case "$1 $2 $3"
  make_users_edits
  remember_users_edits
  local place
  case $1 in
    git) place=$clone/.git ;;
    records) place=$clone/.git/reeve ;;
    worktrees) place=$clone.worktrees ;;
    checkout) place=$clone ;;
  esac
  export world
  with_mounts bash "$original/inside" "$place" "$2" "$3" >"$world/out" 2>"$world/err" </dev/null ||
    { cat "$world/err"; fail "$1 $2 $3: the run with a full disk"; }
  cd /
  rm -rf "$place"
  mv "$world/was" "$place"
  cd "$clone"
  codes=$(<"$world/codes")
  note "$1, $3 $2 left: exit $codes"
  [[ $codes == @(70|0)" 0" ]] || { cat "$world/again"; fail "$1 $2 $3: exit $codes"; }
  if [[ $codes != 0* ]]; then
    grep -qE "No space left on device|unable to write file" "$world/err" || fail "$1 $2 $3: no reason"
    grep -qE "next: .*room" "$world/err" || fail "$1 $2 $3: no next step"
  fi
  expect_row A-1 "done"
  expect_equal "$(git -C "$remote" log --format=%s "$base..main" | grep -c 'A-1 done')" 1 "verdicts"
  expect_users_edits
  expect_users_branch_followed
  expect_no_run_left
  expect_no_process_left
  expect_sound_repositories
  cd /
  rm -rf "$world"
}
# climb WHERE HOW: from no room at all until a run has all it needs, three times in a row.
climb() {
  local room enough=0
  for ((room = 0; enough < 3; ++room)); do
    ((room < 400)) || fail "$1 $2: never enough room"
    try "$1" "$2" "$room"
    [[ $codes == 0* ]] && enough=$((enough + 1)) || enough=0
  done
  ((room > 3)) || fail "$1 $2: no write failed"
}

if [[ ${REEVE_NIGHT:-} ]]; then
  for where in git records worktrees checkout; do
    for how in files pages; do climb $where $how; done
  done
else
  for step in git:files:3 git:files:40 git:pages:2 git:pages:20 records:files:3 worktrees:pages:1 worktrees:files:4 \
    worktrees:files:9 worktrees:files:10 checkout:pages:10 checkout:files:20; do
    IFS=: read -r where how room <<<"$step"
    try "$where" "$how" "$room"
  done
fi
world=$original
