# No tracking file: exit 66, and the printed next steps lead to one, published.
source "$(dirname "$0")/support/lib.sh"

make_project
git rm -q docs/tasks.md
publish "no tasks"
for command in status next check run; do refused 66 docs/tasks.md "reeve init" -- reeve $command; done
take_next_step
[[ -f docs/tasks.md ]] || fail "reeve init wrote no docs/tasks.md"
row A-1 >>docs/tasks.md
expect_exit 0 reeve status
refused 66 "only in the work tree" "git push" -- reeve run
take_next_step
expect_exit 0 reeve run
expect_row A-1 done

# Committed and not pushed: the next step is another.
config_more='"tracking_file": "docs/more.md"' write_config
publish "another file"
board "$(row B-1)" >docs/more.md
commit_all "more tasks"
refused 66 "docs/more.md is not on origin/main" "only committed here" "git push" -- reeve run
take_next_step
expect_exit 0 reeve run
expect_equal "$(remote_board docs/more.md | grep -c '| done')" 1 "done rows"
