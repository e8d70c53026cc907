# Without a sandbox a command can write the tracking file: such a commit is refused, and the next attempt is told.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_project
cheat="sh -c 'sed s/in-progress/done/ docs/tasks.md >new && mv new docs/tasks.md' && git commit -q -a -m cheat"
mend="git reset -q --hard HEAD~1 && echo good >A-1.txt && git add A-1.txt && git commit -q -m work"
model "$(uses A-1 Edit '{"file_path": "docs/tasks.md", "old_string": "not-started", "new_string": "done"}')" \
  "$(runs A-1 "$cheat")" "$(reports A-1 success)" "$(runs A-1 "$mend")" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_row A-1 done
expect_seen "changes docs/tasks.md"
expect_foreseen
expect_equal "$(git -C "$remote" diff --name-only main...reeve/A-1)" A-1.txt "what the work changes"
