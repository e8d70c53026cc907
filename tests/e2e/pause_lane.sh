# Named lanes: each takes its tasks; one is paused while the other goes on, and a wrong name is told.
source "$(dirname "$0")/support/lib.sh"

config_more='"lanes": [{"name": "docs", "tasks": ["D-*"]}, {"name": "code"}]'
make_project "$(row D-1)" "$(row A-1)" "$(row A-2)"
expect_exit 2 reeve pause --lane doc
expect_err "the lanes are: docs, code"
expect_exit 2 reeve run --lanes 2
expect_err "names its lanes"
expect_exit 0 reeve pause --lane docs
# The other lane may take any task.
expect_exit 0 reeve run
for id in D-1 A-1 A-2; do expect_row $id done; done
expect_exit 0 reeve show D-1 --json
expect_out '"lane":"code"'
expect_exit 0 reeve resume --lane docs
expect_exit 0 reeve status --json
expect_no_out '"loop"'
