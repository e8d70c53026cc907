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
  python3 - "$world/events" "$@" <<'PY'
import json, sys
for line in open(sys.argv[1]):
    event = json.loads(line)
    assert event["schema_version"] == 1 and event["at"].endswith("Z"), event
    print(*(event.get(key) for key in sys.argv[2:]), sep="|")
PY
}
expect_equal "$(told event id description reason notes attempts tokens)" "done|A-1|Do A-1|||1|1500
failed|A-2|Do A-2|gate 'sound' failed|looks good|1|1500
blocked|A-3|Do A-3|blocked: needs a key|needs a key|1|1500
stopped|None|None|some-failed|None|3|4500"
expect_equal "$(told branch commit owner checkout | head -n 1)" "reeve/A-1|$(remote_tip reeve/A-1)|engine|$clone"
expect_equal "$(told done failed blocked exit_code message | tail -n 1)" "1|2|1|1|nothing is left, some tasks failed"
python3 - "$world/events" "$(cell A-2 9)" <<'PY'
import json, os, sys
done, failed, blocked, stopped = map(json.loads, open(sys.argv[1]))
assert failed["agent"] == sys.argv[2] == "fake/" + failed["run"], failed
assert failed["gates"] == [{**failed["gates"][0], "name": "sound", "passed": False, "exit_code": 1}], failed
assert "broken is here" in failed["evidence"] and done["evidence"] == ""
assert os.path.isdir(failed["worktree"]) and os.path.exists(failed["folder"] + "/run.json")
assert 0 <= done["worked_ms"] <= done["took_ms"], done
assert stopped["counts"] == {**stopped["counts"], "done": 1, "failed": 2, "not-started": 0}, stopped
assert "reeve show" in stopped["hint"]
PY

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
