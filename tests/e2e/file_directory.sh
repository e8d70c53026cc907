# A directory in the place of the tracking file: exit 65; the next step names the file that was meant.
source "$(dirname "$0")/support/lib.sh"

make_project
git rm -q docs/tasks.md
mkdir -p docs/tasks.md
board "$(row A-1)" >docs/tasks.md/list.md
publish "a directory"
for command in status next check run; do
  refused 65 docs/tasks.md directory '"tracking_file" in reeve.json' -- reeve $command
done
config_more='"tracking_file": "docs/tasks.md/list.md"' write_config
publish "the right file"
expect_exit 0 reeve run
expect_equal "$(remote_board docs/tasks.md/list.md | grep -c '| done')" 1 "done rows"
