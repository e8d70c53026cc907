# A cycle is named in full, nothing starts, nothing changes: exit 3.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1 not-started A-3)" "$(row A-2 not-started A-1)" "$(row A-3 not-started A-2)"
refused 3 A-1 A-2 A-3 cycle -- reeve run
expect_attempts A-1 0
expect_exit 1 reeve check
expect_out cycle
