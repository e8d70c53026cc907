# A worker that commits and prints nothing: its branch is judged.
source "$(dirname "$0")/support/lib.sh"

echo 'A-1 1 edit a.txt good; commit' >"$plan"
make_project
expect_exit 0 reeve run
expect_row A-1 done
expect_attempts A-1 1
expect_followed
