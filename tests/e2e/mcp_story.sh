# Tasks from start to finish over MCP: claimed, reported, not accepted and mended, blocked, added, refused.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/mcp.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)"
serve
agree
call 1 start
tells 1 "A-1  branch reeve/A-1  in "
tree=$(jq -r '.result.content[0].text' "$world/out" | sed -n 's/.*  in \(.*\)  worker: .*/\1/p')
expect_row A-1 in-progress
call 2 brief
tells 2 "A-3"

git -C "$tree" commit -q --allow-empty -m "nothing yet"
(cd "$tree" && touch broken && git add broken && git commit -q -m work)
call 3 finish '{"id": "A-1"}'
refuses 3 "gate 'sound' failed"
refuses 3 "sound: broken is here"
refuses 3 "next: mend it in"
(cd "$tree" && git rm -q broken && echo good >A-1.txt && git add A-1.txt && git commit -q -m mended)
call 4 finish '{"id": "A-1", "result": "Well.\n{\"task_id\": \"A-1\", \"status\": \"success\", \"notes\": \"mended\", \"used\": \"2K\"}"}'
tells 4 "A-1 done: reeve/A-1 at"
expect_row A-1 done
expect_equal "$(cell A-1 13)" 2K

call '"five"' start '{"id": "A-3"}'
tells '"five"' "A-3  branch"
call 6 block '{"id": "A-3", "note": "--needs a key"}'
tells 6 "A-3 blocked: --needs a key"
call 7 add '{"description": "--local $(touch stray) `x`", "depends_on": ["A-2", "A-1"], "id": "A-9", "after": "A-2"}'
tells 7 "added A-9 on origin/main"
remote_board | grep -qF -- '--local $(touch stray)' || fail "the description was not taken as it is"
expect_equal "$(cell A-9 7)" "A-2, A-1" "depends_on"

# What cannot be done is an error of the tool, with the next step.
call 8 start '{"id": "--json"}'
refuses 8 "there is no task '--json'"
call 9 finish '{"id": "-C"}'
refuses 9 "next:"
call 10 block '{"id": "A-2"}'
refuses 10 "'note' is missing"
call 11 start '{"id": "A-3"}'
refuses 11 'reeve reset A-3'
[[ ! -e stray ]] || fail "a description was executed"
hang_up
ended 0
expect_followed

# In a worker of reeve's own the tools only say how to report.
serve env REEVE_RUN=r-1 reeve mcp
agree
call 1 start
refuses 1 "result block"
hang_up
ended 0
expect_row A-2 not-started
