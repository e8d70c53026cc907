# An empty tracking file has no task table: exit 65.
source "$(dirname "$0")/support/lib.sh"

make_project
: >docs/tasks.md
publish "a bad file"
refused 65 docs/tasks.md "no table" -- reeve status
refused 65 docs/tasks.md "no table" -- reeve next
refused 65 docs/tasks.md "no table" -- reeve run
expect_attempts A-1 0
