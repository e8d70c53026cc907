# Invalid UTF-8 in a task table: exit 65, with the line.
source "$(dirname "$0")/support/lib.sh"

make_project
printf "| B-1 | not-started | caf\351 |\n" >"$world/row"
sed -i "/^| A-1/r $world/row" docs/tasks.md
publish "a bad file"
refused 65 docs/tasks.md UTF-8 "line 6" -- reeve status
refused 65 docs/tasks.md UTF-8 "line 6" -- reeve next
refused 65 docs/tasks.md UTF-8 "line 6" -- reeve run
expect_attempts A-1 0
