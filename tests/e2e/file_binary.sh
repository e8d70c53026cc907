# A binary file: exit 65, nothing of it on the terminal.
source "$(dirname "$0")/support/lib.sh"

make_project
head -c 5000 "$(command -v git)" >docs/tasks.md
publish "a bad file"
refused 65 docs/tasks.md  -- reeve status
refused 65 docs/tasks.md  -- reeve next
refused 65 docs/tasks.md  -- reeve run
expect_attempts A-1 0
