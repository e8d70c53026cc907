# No tracking file: exit 66, and the printed next step makes one.
source "$(dirname "$0")/support/lib.sh"

make_project
git rm -q docs/tasks.md
publish "no tasks"
refused 66 docs/tasks.md -- reeve status
expect_equal "$(next_step)" "reeve init"
refused 66 docs/tasks.md -- reeve run
take_next_step
[[ -f docs/tasks.md ]] || fail "reeve init wrote no docs/tasks.md"
expect_exit 0 reeve status
