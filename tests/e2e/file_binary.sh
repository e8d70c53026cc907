# A binary file: exit 65, nothing of it on the terminal; the next step names the file that was meant.
source "$(dirname "$0")/support/lib.sh"

make_project
cp docs/tasks.md docs/list.md
head -c 5000 "$(command -v git)" >docs/tasks.md
refused_file binary '"tracking_file" names another file'
LC_ALL=C grep -q $'[\x01-\x08\x0e-\x1f]' "$world/err" && fail "raw bytes on the terminal"
config_more='"tracking_file": "docs/list.md"' write_config
publish "the right file"
expect_exit 0 reeve run
expect_equal "$(remote_board docs/list.md | grep -c '| done')" 1 "done rows"
