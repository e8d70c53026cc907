# A gate that hangs is ended after its timeout and has failed.
source "$(dirname "$0")/support/lib.sh"

make_fifo
cat >"$plan" <<'PLAN'
A-1 1 edit broken now; commit; result success
A-1 2 wants did not end in time; remove broken; edit a.txt good; commit; result success
A-2 * edit broken now; commit; result success
PLAN
gates="[{\"name\": \"slow\", \"command\": \"if [ -e broken ]; then cat '$world/fifo'; fi\", \"timeout\": \"1s\"}]"
worker_more='"attempts": 2'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_err "slow failed in 1s"
expect_row A-1 done
expect_attempts A-1 2
given_up A-2 "gate 'slow' did not end in time"
