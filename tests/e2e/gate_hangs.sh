# A gate that hangs is ended after its timeout and has failed.
source "$(dirname "$0")/support/lib.sh"

make_fifo
cat >"$plan" <<'PLAN'
A-1 1 edit broken now; commit; result success
A-1 2 wants did not end in time; remove broken; edit a.txt good; commit; result success
PLAN
gates="[{\"name\": \"slow\", \"command\": \"if [ -e broken ]; then cat '$world/fifo'; fi\", \"timeout\": \"1s\"}]"
make_project
expect_exit 0 reeve run
expect_row A-1 done
expect_attempts A-1 2
expect_followed
