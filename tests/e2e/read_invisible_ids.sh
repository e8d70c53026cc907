# Ids that differ only by an invisible character are two tasks, and a warning says so.
source "$(dirname "$0")/support/lib.sh"

zero_width=$(printf '\342\200\213')
make_project "$(row A-1)" "$(row "A-1$zero_width")"
reeve check >"$world/out" 2>"$world/err" || true
expect_out "docs/tasks.md:6:"
expect_out invisible
expect_no_out "$zero_width"
