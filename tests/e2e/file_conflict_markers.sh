# Conflict markers are refused, with the line: exit 65.
source "$(dirname "$0")/support/lib.sh"

make_project
printf "<<<<<<< HEAD\n%s\n=======\n%s\n>>>>>>> theirs\n" "$(row B-1)" "$(row B-2)" >"$world/rows"
sed -i "/^| A-1/r $world/rows" docs/tasks.md
publish "a bad file"
refused 65 docs/tasks.md conflict "line 6" -- reeve status
refused 65 docs/tasks.md conflict "line 6" -- reeve next
refused 65 docs/tasks.md conflict "line 6" -- reeve run
expect_attempts A-1 0
