# Symbolic links, in the checkout, in a worktree, in the records of runs, are no way out: nothing is written where they lead.
source "$(dirname "$0")/support/lib.sh"

outside=$world/outside
mkdir "$outside" "$outside/folder"
# remember_outside; expect_outside_unchanged: what lies outside of the checkout, with the times of the files.
remember_outside() { (cd "$outside"; find . -type f -exec sha256sum {} +; find . -printf '%p %y %T@\n') | sort >"$world/outside.before"; }
expect_outside_unchanged() {
  (cd "$outside"; find . -type f -exec sha256sum {} +; find . -printf '%p %y %T@\n') | sort | diff "$world/outside.before" - >&2 || fail "$1: something was written through a link"
}
every_command() {  # WHAT
  local command
  for command in status check next "add --local x" "run --dry-run" "run --once" "init" "check --staged"; do
    timeout 60 reeve $command >"$world/out" 2>"$world/err" </dev/null || true
    expect_outside_unchanged "$1, reeve $command"
  done
}

echo "A-1 * edit a.txt x; commit; result success" >"$plan"
worker_more='"attempts": 1'
config_more='"limits": {"failures_in_row": 99}'
make_project "$(row A-1 done)" "$(row L-1)"
start=$(git rev-parse HEAD)
board "$(row A-1)" >"$outside/tasks.md"
cp reeve.json prompt.md "$outside"
board "$(row A-1)" >"$outside/folder/tasks.md"
remember_outside

note "in place of the tracking file, not committed; then its folder"
ln -sf "$outside/tasks.md" docs/tasks.md
expect_exit 2 reeve add --local "x"
expect_err "docs/tasks.md is a symbolic link that leads out of the checkout, to $outside/tasks.md"
reeve run --once >"$world/out" 2>"$world/err" </dev/null || true
expect_outside_unchanged "a link in place of the tracking file"
[[ -L docs/tasks.md ]] || fail "the user's link is gone"
git checkout -q .; git pull -q --rebase
rm -r docs
ln -s "$outside/folder" docs
expect_exit 2 reeve add --local "x"
expect_outside_unchanged "a link in place of its folder"
git checkout -q -f .; git status --porcelain >"$world/out"

note "committed and published: the table is what git has, a link is none"
for link in docs/tasks.md docs reeve.json prompt.md; do
  git reset -q --hard "$start"; git clean -qfd
  rm -rf "$link"
  case $link in docs) ln -s "$outside/folder" docs ;; *) ln -s "$outside/${link##*/}" "$link" ;; esac
  commit_all "a link"
  git push -q -f origin HEAD:main
  every_command "$link, committed"
  [[ -L $link ]] || fail "the link $link is gone"
done
git reset -q --hard "$start"; git clean -qfd
git push -q -f origin HEAD:main
git fetch -q

note "a link inside of the checkout goes on working"
git mv docs/tasks.md docs/list.md; ln -s list.md docs/tasks.md
expect_exit 0 reeve add --local "by a link"
grep -q "by a link" docs/list.md || fail "nothing was added"
[[ -L docs/tasks.md ]] || fail "the link was replaced"
git reset -q --hard "$start"; git clean -qfd

note "planted by workers: over the table, the .git file, the worktree, the gates' folder, the record"
cat >"$world/lead_away.sh" <<SH
cd "\$(git rev-parse --path-format=absolute --git-common-dir)/reeve/runs"
cd "\$(grep -l "\"\$1\"" */run.json | cut -d/ -f1)"
rm -rf gates
if [ \$2 = gates ]; then ln -s "$outside/folder" gates; else mv "\$PWD" "\$PWD.x"; ln -s "$outside/folder" "\${PWD%.x}"; fi
SH
cat >"$plan" <<PLAN
W-1 * sh rm docs/tasks.md; sh ln -s "$outside/tasks.md" docs/tasks.md; commit; result success
W-2 * edit a.txt x; commit; result success; sh rm .git; sh ln -s "$outside/folder" .git
W-3 * edit a.txt x; commit; result success; sh mv "\$PWD" "\$PWD.x"; sh ln -s "$outside/folder" "\${PWD%.x}"
PLAN
for id in W-1 W-2 W-3; do expect_exit 0 reeve add --id $id "planted"; done
expect_exit 1 reeve run
for id in W-1 W-2 W-3; do expect_row $id failed; done
expect_outside_unchanged "links of workers"
expect_err "changes docs/tasks.md, the table of tasks"
expect_err "its .git is not the file of a linked worktree"
expect_err "a symbolic link"
mv "$clone.worktrees/W-3" "$world/link"; mv "$clone.worktrees/W-3.x" "$clone.worktrees/W-3"
for folder in gates all; do
  id=R-${#folder}
  cat >"$plan" <<PLAN
$id 1 edit a.txt x; commit; result success; sh bash "$world/lead_away.sh" $id $folder
PLAN
  expect_exit 0 reeve add --id $id "planted"
  timeout 60 reeve run --max-tasks 1 >"$world/out" 2>"$world/err" </dev/null && fail "a run whose records were led away went on"
  expect_err "was replaced by a symbolic link to $outside/folder"
  expect_outside_unchanged "a link in place of $folder of the records"
  find .git/reeve/runs -type l -delete
  for moved in .git/reeve/runs/*.x; do [[ ! -e $moved ]] || mv "$moved" "${moved%.x}"; done
  expect_exit 1 reeve run --max-tasks 1
  expect_row $id done
done

note "a pipe in place of a gate's log holds nobody up"
cat >"$world/pipe.sh" <<SH
cd "\$(git rev-parse --path-format=absolute --git-common-dir)/reeve/runs"
cd "\$(grep -l '"P-1"' */run.json | cut -d/ -f1)"
mkdir -p gates; rm -f gates/sound.log; mkfifo gates/sound.log
SH
echo "P-1 * edit a.txt x; commit; result success; sh bash '$world/pipe.sh'" >"$plan"
expect_exit 0 reeve add --id P-1 "piped"
expect_exit 1 timeout 60 reeve run --max-tasks 1
expect_row P-1 failed
