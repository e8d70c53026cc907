# Without gates nothing is judged, so nothing is started: exit 2.
source "$(dirname "$0")/support/lib.sh"

make_project
printf '{"worker": {"command": ["%s", "%s"], "template": "prompt.md"}}\n' "$support/fake-worker" "$plan" >reeve.json
publish "no gates"
refused 2 gates '[]' -- reeve run
expect_attempts A-1 0

# An empty list is a decision, and is taken as one.
gates='[]' write_config
publish "no gates, on purpose"
expect_exit 0 reeve run
expect_row A-1 done
