# A session delegates: `start` tells what came of the tasks before, waits for a verdict that the next one needs, and `brief`
# says in a few lines where everything stands.
source "$(dirname "$0")/support/lib.sh"

# reports_fine ID: as the worker of a task does, from its worktree.
reports_fine() {
  local tree=$clone.worktrees/$1
  echo "$1" >"$tree/$1.txt"
  git -C "$tree" add "$1.txt" && git -C "$tree" commit -q -m "work on $1"
  echo "{\"task_id\": \"$1\", \"status\": \"success\", \"used\": \"3K\", \"notes\": \"fine\"}" >"$world/report"
  reeve finish "$1" --result "$world/report" "${@:2}" >"$world/reported" 2>&1
}

# The gate of A-2 waits until descriptor 9 is closed, once.
make_fifo
cat >"$world/gate.sh" <<SH
if [ -e A-2.txt ] && [ ! -e "$world/passed" ]; then
  cat "$world/fifo"
  touch "$world/passed"
fi
SH
gates="[{\"name\": \"slow\", \"command\": [\"sh\", \"$world/gate.sh\"], \"baseline\": \"may-fail\"}]"
make_project "$(row A-1)" "$(row A-2)" "$(row A-3 not-started A-2)" "$(row A-4 failed)" "$(row A-5 not-started A-4)"

# Who is asked first has nothing to tell, also not of what was done before.
expect_exit 0 reeve brief
expect_out "reeve keeps docs/tasks.md: 0 of 5 done, 1 failed, 4 not started"
expect_out "ready: A-1, A-2"
expect_out "can never start as it stands: A-5 waits for A-4 (failed)"
expect_out 'reeve prompt ID'
expect_exit 0 reeve start
expect_equal "$(wc -l <"$world/out")" 1 "lines of the first answer"
reports_fine A-1 || fail "$(cat "$world/reported")"
expect_exit 0 reeve brief
expect_out "ended since the last start: A-1 done"
export CLAUDE_CODE_SESSION_ID=a-session
expect_exit 0 reeve start
expect_equal "$(head -n 1 "$world/out")" "A-1 done, 3K" "what came of A-1"
expect_out "A-2  branch reeve/A-2  in $clone.worktrees/A-2  worker: run \`reeve prompt A-2\` there"
expect_equal "$(cat .git/reeve/runs/*/session)" a-session "the session that started A-2"
expect_exit 0 reeve brief
expect_no_out "A-1 done"
expect_out "started here by hand: A-2 (at work)"

# A-2 is being judged, and A-3 depends on it.
start reports_fine A-2 --wait
wait_for_hang
judge=$started
expect_exit 0 reeve brief
expect_out "A-2 (being judged)"
start reeve start 9>&-
starter=$started
let_go
started=$judge; ended 0
started=$starter; ended 0
expect_equal "$(head -n 1 "$world/out")" "A-2 done, 3K" "what came of A-2"
expect_out "A-3  branch"
expect_row A-3 in-progress

# What cannot be started is said behind what ended.
expect_exit 0 reeve block A-3 --note "needs a key"
expect_exit 3 reeve start
expect_out "A-3 blocked: needs a key"
expect_err "A-5"
expect_exit 3 reeve start --json
expect_no_out A-3
