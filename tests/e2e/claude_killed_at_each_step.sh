# The same as killed_at_each_step, with Claude Code as the worker. By day at two of the points.
source "$(dirname "$0")/support/lib.sh"
source "$support/kills.sh"
source "$support/kill_steps.sh"
source "$support/real-claude.sh"
source "$support/claude_by_plan.sh"

model_by_plan
some='^(worker-after-start|recorded-pushing) usual'
[[ ${REEVE_NIGHT:-} ]] && some=.
kill_at_points 1 "${1:-$some}"
[[ $(wc -l <"$api_log") -ge 6 ]] || fail "the model was hardly asked: the test tests nothing"
expect_foreseen
