# An empty tracking file: exit 65; the printed next step puts a table into it.
source "$(dirname "$0")/support/lib.sh"

make_project
: >docs/tasks.md
publish "a bad file"
for command in status next check run; do refused 65 docs/tasks.md empty "reeve init" -- reeve $command; done
take_next_step
expect_exit 0 reeve status
expect_exit 65 reeve run
expect_err "only in the work tree"
take_next_step
expect_exit 0 reeve run
expect_err "the table has no tasks"
expect_err "add rows"
mended_by sh -c "printf '%s\n' '$(row A-1)' >>docs/tasks.md"

# One with text and no table is not touched by init.
echo "Some prose." >docs/tasks.md
publish "prose"
for command in status next check run; do refused 65 docs/tasks.md "no table" "'id'" "'status'" -- reeve $command; done
expect_exit 0 reeve init
expect_equal "$(cat docs/tasks.md)" "Some prose."
