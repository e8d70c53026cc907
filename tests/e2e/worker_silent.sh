# A worker that commits and prints nothing: its branch is judged, and the terminal says that there was no block.
source "$(dirname "$0")/support/lib.sh"

echo 'A-1 1 edit a.txt good; commit' >"$plan"
echo 'A-2 * edit broken x; commit' >>"$plan"
worker_more='"attempts": 1'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_err "no result block"
expect_row A-1 done
expect_attempts A-1 1
given_up A-2 "gate 'sound' failed"
