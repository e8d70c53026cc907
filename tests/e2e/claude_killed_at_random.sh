# The same as killed_at_random, with Claude Code as the worker, which takes its time. REEVE_NIGHT: 300 kills.
source "$(dirname "$0")/support/lib.sh"
source "$support/kills_at_random.sh"
source "$support/real-claude.sh"
source "$support/claude_by_plan.sh"

model_by_plan
if [[ ${REEVE_NIGHT:-} ]]; then kill_at_random 300 "${SEED:-$(date +%s)}" 1500; else kill_at_random 3 "${SEED:-4711}" 1500; fi
expect_foreseen
