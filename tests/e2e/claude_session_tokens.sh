# What a task costs the session that orchestrates, over a board of twenty (at night: fifty), beside one that keeps the same
# table by itself to the letter of the usual protocol: read it, edit the row, publish, delegate, run the gates, edit the row,
# publish. Bytes of the requests that the model's stand-in receives, 4 a token.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"
source "$(dirname "$0")/support/session.sh"

tasks=$((${REEVE_NIGHT:-0} ? 50 : 20))
growth_max=320   # of the session's requests per task
own_max=120      # of our own call and its answer
sent_max=33000   # per task, subagent included
by_itself_min=5  # what keeping the table by itself grows by, in times of ours
by_itself_tasks=6

make_board $tasks

# --- by itself, the first few -----------------------------------------------------------------------------------------

publish='id=$(git diff -U0 | sed -n "s/^+| \(T-[0-9]*\) | \([a-z-]*\).*/\1 \2/p") && git commit -q -a -m "chore(tasks): $id" && git push -q origin main && echo "published $id"'
edit() { calls Edit "$(jq -nc --arg file "$clone/docs/tasks.md" --arg from "$1" --arg to "$2" '{file_path: $file, old_string: $from, new_string: $to}')"; }
reading=$(calls Read "{\"file_path\": \"$clone/docs/tasks.md\"}")
assignment='Work on task $1: Do $1. Make a worktree on the branch reeve/$1 beside this checkout, work only there, commit all of it, do not push, do not touch docs/tasks.md, make sure that sh sound.sh passes. Report in one line what you did, with the id of the task and the commit.'
model "$(orchestrator "published T-$by_itself_tasks done" "$(words 'Enough.')")" \
  "$(orchestrator '(?:Work off the board|published T-\d+ done)' "$reading")" \
  "$(orchestrator '\| (T-\d+) \| not-started' "$(edit '| $1 | not-started' '| $1 | in-progress')")" \
  "$(orchestrator 'has been updated' "$(shell "$publish")")" \
  "$(orchestrator 'published (T-\d+) in-progress' "$(calls Agent "$(jq -nc --arg prompt "$assignment" '{description: "$1", subagent_type: "general-purpose", prompt: $prompt}')")")" \
  "$(orchestrator '(T-\d+) is committed[^]*agentId:' "$(shell 'sh sound.sh && git push -q origin reeve/$1 && echo "gates pass on $1"')")" \
  "$(orchestrator 'gates pass on (T-\d+)' "$(edit '| $1 | in-progress' '| $1 | done')")" \
  "$(subagent 'Work on task (T-\d+):' "$(shell 'git worktree add -q -b reeve/$1 ../$1 && cd ../$1 && echo good >$1.txt && git add $1.txt && git commit -q -m "work on $1" && echo "$1 is there"')")" \
  "$(subagent '(T-\d+) is there' "$(words '$1 is committed on reeve/$1.')")"
session "Work off the board" --tools Bash,Agent,Read,Edit
expect_out "Enough."
expect_foreseen
by_itself=$(growth $by_itself_tasks 7)
by_itself_sent=$(sent $by_itself_tasks)
usual_start=$(($(request_bytes true | head -n 1) / 4))
end_helpers
rm "$world/port"

# --- with reeve, as a plugin -------------------------------------------------------------------------------------------------------

start=$(calls mcp__plugin_reeve_reeve__start '{}')
model "$(orchestrator 'Work off the board' "$start")" \
  "$(orchestrator '(\S+)  branch ' "$(delegates reeve:worker)")" \
  "$(orchestrator 'agentId:' "$start")" \
  "$(orchestrator 'nothing to start' "$(words 'Nothing is left.')")" \
  "$(worker_turns)"
session "Work off the board" --plugin-dir "$REEVE_SOURCE/hooks/claude" --tools Bash,Agent
expect_foreseen
expect_equal "$(remote_board | grep -c '| done |')" $tasks "tasks that are done"
left=$((tasks - by_itself_tasks))
expect_equal "$(request_bytes false | wc -l)" $((2 * left + 2)) "requests of the session"
ours=$(growth $left 2)
call='{"type":"tool_use","id":"toolu_0123456789abcdef01234567","name":"mcp__plugin_reeve_reeve__start","input":{}}'
own=$(jq -rs --arg call "$call" '[.[] | select((.subagent | not) and (.last_user | test("  branch "))) | .last_user | length] |
  (add / length + ($call | length)) / 4 | floor' "$api_log")
all=$(sent $left)
note "a task by itself: the session grows by $by_itself tokens, $by_itself_sent are sent"
note "a task with reeve: by $ours, $own of them our call and its answer; $all are sent"
worker_start=$(($(request_bytes true | head -n 1) / 4))
note "a subagent starts with $worker_start tokens, the usual one with $usual_start"
((ours <= growth_max)) || fail "the session grows by $ours tokens a task"
((own <= own_max)) || fail "our call and its answer take $own tokens a task"
((all < sent_max)) || fail "$all tokens are sent per task"
((by_itself >= by_itself_min * ours)) || fail "by itself it grows by $by_itself only"
