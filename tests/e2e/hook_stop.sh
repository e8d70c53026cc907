# "Should I continue?": a session that started a task is told the next step until nothing is left for it.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hooks.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3 not-started A-2)"
works_on() {
  echo good >"$clone.worktrees/$1/$1.txt"
  git -C "$clone.worktrees/$1" add "$1.txt"
  git -C "$clone.worktrees/$1" commit -q -m "work on $1"
}

# It has started nothing.
hook Stop
expect_silence

expect_exit 0 reeve start
hook Stop
expect_answer .reason "no report yet on A-1"
expect_answer .reason 'reeve finish A-1'
expect_equal "$(jq -r .decision "$world/out")" block
# Subagents at work wake it themselves; another session is not held for it.
hook Stop '.background_tasks = [{id: "b1", type: "subagent", status: "running"}]'
expect_silence
hook Stop '.session_id = "another"'
expect_silence

# Whether it was held before does not count: whether something moved does.
hook Stop '.stop_hook_active = true'
expect_answer .reason "no report yet"
# A shell may be a server that never ends.
hook Stop '.stop_hook_active = true | .background_tasks = [{id: "b1", type: "shell", status: "running"}]'
expect_answer .reason "no report yet"
hook Stop
expect_answer .systemMessage "nothing moved"
expect_no_out block
works_on A-1
expect_exit 0 reeve finish A-1 --wait
hook Stop
expect_answer .reason "1 of 3 done, 1 ready"
expect_answer .reason 'reeve start'
[[ $(wc -c <"$world/out") -le 240 ]] || fail "the answer is long"

# A full context ends it, unless the program compacts it by itself.
context_of 130000
hook Stop
expect_answer .systemMessage "the context is at 65 %"
CLAUDE_CODE_AUTO_COMPACT_WINDOW=153000 hook Stop
expect_answer .reason 'reeve start'
context_of 20000
# So does a person who wants nothing new.
expect_exit 0 reeve pause
hook Stop
expect_answer .systemMessage "paused"
expect_exit 0 reeve resume
hook Stop
expect_answer .reason 'reeve start'

# What cannot be noted binds nobody.
mv .git/reeve/sessions "$world/sessions" && touch .git/reeve/sessions
hook Stop
expect_answer .systemMessage "cannot"
expect_no_out block
rm .git/reeve/sessions && mv "$world/sessions" .git/reeve/sessions

# Nothing can start any more, and why.
expect_exit 0 reeve start
expect_exit 0 reeve block A-2 --note "needs a key"
hook Stop
expect_answer .systemMessage "nothing can start any more (1 of 3 done): A-3 waits for A-2 (failed)"
expect_exit 0 reeve reset A-2
expect_exit 0 reeve start A-2
works_on A-2
expect_exit 0 reeve finish A-2 --wait
expect_exit 0 reeve start
works_on A-3
expect_exit 0 reeve finish A-3 --wait
hook Stop
expect_answer .systemMessage "all 3 tasks are done"
expect_no_out block
expect_followed
