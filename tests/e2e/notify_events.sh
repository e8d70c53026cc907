# The commands of `on` get each event as one line of JSON, in order: what became of a task, also by hand, and why the
# loop stopped.
source "$(dirname "$0")/support/lib.sh"

echo 'A-2 1 edit broken x; commit; result success looks good
A-3 1 result blocked needs a key' >"$plan"
tell="pwd >'$world/where'; cat >>'$world/events'"
config_more='"on": {"done": "'$tell'", "failed": "'$tell'", "blocked": "'$tell'", "stopped": "'$tell'"}'
worker_more='"attempts": 1'
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
expect_exit 1 reeve run
expect_equal "$(cat "$world/where")" "$clone"
# told KEY…: the values of these keys, one line for each event.
told() {
  jq -r 'if .schema_version == 1 and (.at | endswith("Z")) then [.[$ARGS.positional[]]] | map(tostring) | join("|")
    else error("not told in full: \(.)") end' "$world/events" --args "$@"
}
expect_equal "$(told event id description reason notes attempts tokens)" "done|A-1|Do A-1|||1|1500
failed|A-2|Do A-2|gate 'sound' failed|looks good|1|1500
blocked|A-3|Do A-3|blocked: needs a key|needs a key|1|1500
stopped|null|null|some-failed|null|3|4500"
expect_equal "$(told branch commit owner checkout | head -n 1)" "reeve/A-1|$(remote_tip reeve/A-1)|engine|$clone"
expect_equal "$(told done failed blocked exit_code message | tail -n 1)" "1|2|1|1|nothing is left, some tasks failed"
jq -es --arg agent "$(cell A-2 9)" '.[0] as $done | .[1] as $failed | .[3] as $stopped
  | $failed.agent == $agent and $agent == "fake/" + $failed.run
    and ($failed.gates | length == 1 and (.[0] | .name == "sound" and .passed == false and .exit_code == 1))
    and ($failed.evidence | contains("broken is here")) and $done.evidence == ""
    and 0 <= $done.worked_ms and $done.worked_ms <= $done.took_ms
    and ($stopped.counts | .done == 1 and .failed == 2 and ."not-started" == 0)
    and ($stopped.hint | contains("reeve show"))' "$world/events" >/dev/null || fail "$(cat "$world/events")"
[[ -d $(told worktree | sed -n 2p) ]] || fail "no worktree is named"
[[ -e $(told folder | sed -n 2p)/run.json ]] || fail "no folder is named"

# By hand: the end of the task is told, the end of the command is not.
: >"$world/events"
for id in A-2 A-3; do
  expect_exit 0 reeve reset $id
  expect_exit 0 reeve start $id
done
expect_exit 0 reeve block A-3 --note "still no key"
cd ../clone.worktrees/A-2
git rm -q broken
echo good >a.txt
git add a.txt
git commit -q -m work
expect_exit 0 reeve finish A-2 --wait
cd "$clone"
expect_equal "$(told event id reason owner)" "blocked|A-3|blocked: still no key|hand
done|A-2||hand"
expect_equal "$(cat "$world/where")" "$clone"

# Nothing to do is an end too; a run that cannot even begin is none.
: >"$world/events"
expect_exit 1 reeve run
expect_equal "$(told event reason exit_code)" "stopped|some-failed|1"
sed -i 's/"gates"/"gatez"/' reeve.json
expect_exit 2 reeve run
expect_equal "$(told event)" stopped
