# The same as killed_at_each_step, with three lanes: the kill finds several tasks under way. By day at some of the points.
source "$(dirname "$0")/support/lib.sh"
source "$support/kills.sh"
source "$support/kill_steps.sh"

kill_lanes=3
some='^(publish-after-push|recorded-working|gate-ended|push-branch-done|follow-after-ref) usual'
[[ ${REEVE_NIGHT:-} ]] && some=.
kill_at_points 1 "${1:-$some}"
