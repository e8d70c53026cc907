# An auditor that rejects once: its findings go back into the worker's session; what was mended is accepted. It reads only.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

gates='[{"name": "sound", "command": ["sh", "sound.sh"]}, {"name": "review", "auditor": {}}]'
make_project
audits() {
  jq -nc --arg text '{"task_id": "A-1", "verdict": "'"$1"'", "findings": ["A-1.txt: nothing tests it"]}' \
    '{match: {any_contains: "Audit of task A-1"}, text: $text}'
}
model "$(audits rejected)" "$(audits accepted)" "$(commits A-1)" "$(reports A-1 success)" \
  "$(commits A-1 test.txt)" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_err "'review' did not accept it: - A-1.txt: nothing tests it"
expect_row A-1 done
expect_foreseen
expect_requests 6
expect_sessions 3
expect_seen "nothing tests it"
# It was told the diff and what the gate before it found, and has no tool that writes.
jq -es 'map(select(.last_user | contains("Audit of task"))) | length == 2 and all(.tools | sort == ["Glob", "Grep", "Read"])' \
  "$api_log" >/dev/null || fail "the auditor's requests: $(cut -c1-300 "$api_log")"
expect_exit 0 reeve show A-1
expect_out "review"
expect_out "2 (1 not accepted)"
git -C "$remote" log -1 --format=%b main | grep -q 'review=pass' || fail "the trailer does not name the auditor"
