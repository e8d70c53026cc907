# A NUL byte in a task table: exit 65, with the line.
source "$(dirname "$0")/support/lib.sh"

make_project
sed -i "s/Do A-1/Do \x00 it/" docs/tasks.md
publish "a bad file"
refused 65 docs/tasks.md NUL "line 5" -- reeve status
refused 65 docs/tasks.md NUL "line 5" -- reeve next
refused 65 docs/tasks.md NUL "line 5" -- reeve run
expect_attempts A-1 0
