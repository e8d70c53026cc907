# SIGKILL at a random moment, again and again, until the tasks are through: each is done once. REEVE_NIGHT: 300 kills.
source "$(dirname "$0")/support/lib.sh"
source "$support/kills_at_random.sh"

if [[ ${REEVE_NIGHT:-} ]]; then kill_at_random 300 "${SEED:-$(date +%s)}" 250; else kill_at_random 9 "${SEED:-4711}" 250; fi
