# A session works off a board by commands alone: it starts, delegates, and is told what came of it. One task's gate fails the
# first time, one cannot be done.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"
source "$(dirname "$0")/support/session.sh"

make_board 10
agents='{"worker": {"description": "works on one task", "prompt": "Run the command in your prompt; it is your assignment.",
                    "tools": ["Bash", "Edit", "Read", "Write"]}}'
work='cd $2 && echo good >$1.txt && git add $1.txt && git commit -q -m "work on $1"'
model "$(orchestrator 'Work off the board' "$(shell 'reeve brief')")" \
  "$(orchestrator 'reeve keeps docs/tasks.md' "$(shell 'reeve start')")" \
  "$(orchestrator '(\S+)  branch ' "$(delegates worker)")" \
  "$(orchestrator 'agentId:' "$(shell 'reeve start')")" \
  "$(orchestrator 'nothing to start' "$(words 'Nothing is left.')")" \
  "$(subagent 'Task: (T-3)\n[^]*Work in (.+), nowhere else' "$(shell "touch \$2/broken && $work && git add broken && git commit -q -m more; cd $clone && reeve finish \$1 </dev/null")")" \
  "$(subagent 'Task: (T-5)\n[^]*Work in (.+), nowhere else' "$(shell 'cd $2 && echo good >$1.txt && git add $1.txt && git commit -q -m "$(cat <<'"'END'"'
a commit as Claude makes one
END
)" && (cd "'"$clone"'" && reeve finish $1)')")" \
  "$(subagent '(T-3) not accepted[^]*broken is here[^]*mend it in .(.+)., commit' "$(shell 'git -C "$2" rm -q broken && git -C "$2" commit -q -m mended && reeve finish $1 </dev/null')")" \
  "$(subagent 'Task: (T-7)\n' "$(shell 'reeve block $1 --note "a key is missing"')")" \
  "$(subagent '(\S+) blocked: ' "$(words '$1 is blocked')")" \
  "$(worker_turns)"
session "Work off the board" --tools Bash,Agent --agents "$agents"
expect_foreseen
expect_out "Nothing is left."
expect_foreseen
for n in 1 2 3 4 5 6 8 9 10; do expect_row "T-$n" done; done
expect_row T-7 failed
expect_seen "T-3 not accepted (1 of 3): gate 'sound' failed"
expect_seen "T-7 blocked: a key is missing"
expect_seen "T-10 done, 2K"
expect_followed
