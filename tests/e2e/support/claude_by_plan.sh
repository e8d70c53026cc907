# For the scripts that kill a reeve whose worker is Claude Code, at any moment: a model that needs no memory of its own. Needs
# real-claude.sh.

# The model has what the plan says done by the Bash tool, and reports what that printed. Killed in between and asked again, in the
# same session or in another, it does so again.
model_by_plan() {
  local done='"task_id": "(A-[0-9])", "status": "([a-z]+)", "used": "[^"]*", "commit_sha": "([0-9a-f]+)", "notes": "([^"]*)"'
  local report turns=() id
  report='```json'$'\n''{"task_id": "$1", "status": "$2", "commit_sha": "$3", "notes": "$4"}'$'\n''```'
  for id in A-1 A-2 A-3 A-4; do
    turns+=("$(always "$(runs "$id" "echo 'Task: $id' | '$support/fake-worker' ../../plan")")")
  done
  model "$(jq -nc --arg done "$done" --arg report "$report" '{match: {last_user_matches: $done}, text: $report, times: "always"}')" "${turns[@]}"
}
