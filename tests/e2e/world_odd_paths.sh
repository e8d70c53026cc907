# Blanks, quotes, a newline, shell characters and other alphabets in the paths of checkout, remote and worktrees: a run, hooks, work
# by hand, a restart after a kill, and a worker that is given the path.
source "$(dirname "$0")/support/lib.sh"

odd=$'a "b" \'c\'\n-d $(touch x) ;木ñ'
mkdir "$world/$odd"
remote=$world/$odd/$'remote\n#1.git'
clone=$world/$odd/$'clone\n%2'
cat >"$plan" <<'PLAN'
* * sh pwd >where.txt; edit work.txt done; commit; result success
PLAN
config_more='"workspace": {"setup": [["sh", "-c", "pwd >set-up.out"]], "copy": [".env"]}' \
  make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)" "$(row A-4)"
printf '.env\nset-up.out\n' >.gitignore
echo secret >.env
publish "ignored files"
trees=$clone.worktrees

expect_exit 0 reeve doctor
expect_exit 0 reeve hooks install
expect_exit 0 reeve run --max-tasks 2
for id in A-1 A-2; do expect_row $id "done"; done
expect_followed
echo "my notes" >>README.md
expect_exit 0 git commit -q -a -m "through the hook"
expect_exit 0 git push -q

note "by hand"
expect_exit 0 reeve start A-3
(cd "$trees/A-3" && echo good >A-3.txt && git add A-3.txt && git commit -q -m work && reeve prompt A-3 >/dev/null)
expect_exit 0 reeve finish A-3 </dev/null
expect_row A-3 "done"

note "killed, and started again"
make_fifo
echo "A-4 * hang $world/fifo" >"$plan"
start reeve run
wait_for_hang
kill_started
expect_no_process_left
let_go
rm "$plan"
expect_exit 0 reeve run
expect_row A-4 "done"
expect_followed
for command in status "show A-1" "log A-1" check brief "check --base HEAD~3"; do expect_exit 0 reeve $command; done
expect_equal "$(find "$world" -name x)" "" "a part of the path was executed"
