# The tracking file is written by reeve alone: a session's tools are denied it, here and in every worktree.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hooks.sh"

make_project
edits() { hook PreToolUse ".tool_name = \"$1\" | .tool_input = {file_path: \"$2\", notebook_path: \"$2\"}"; }
bash_runs() { hook PreToolUse ".tool_name = \"Bash\" | .tool_input = {command: \"$1\"}"; }

for tool in Edit Write MultiEdit NotebookEdit; do
  edits "$tool" "$clone/docs/tasks.md"
  expect_denied "docs/tasks.md is written by reeve alone"
  expect_denied '`reeve finish ID`'
  expect_no_out '"allow"'
done
edits Edit docs/tasks.md
expect_denied "reeve add"
edits Read "$clone/docs/tasks.md"
expect_silence
edits Edit "$clone/README.md"
expect_silence
edits Write "$clone/docs/more/tasks.md"
expect_silence

# By another name, from another folder, in a worktree of it, when it is gone.
ln -s "$clone/docs" "$world/link"
edits Edit "$world/link/tasks.md"
expect_denied "written by reeve alone"
ln -s docs/tasks.md table
edits Edit table
expect_denied "written by reeve alone"
rm table
(cd docs && edits Edit tasks.md && expect_denied "written by reeve alone")
expect_exit 0 reeve start A-1
tree=$clone.worktrees/A-1
edits Edit "$tree/docs/tasks.md"
expect_denied "written by reeve alone"
(cd "$tree" && bash_runs "sed -i s/a/b/ docs/tasks.md" && expect_denied "this: sed")
(cd "$world" && export CLAUDE_PROJECT_DIR=$clone && bash_runs "echo x >clone/docs/tasks.md" && expect_denied "this: >")
mv docs/tasks.md "$world/aside"
edits Write docs/tasks.md
expect_denied "written by reeve alone"
mv "$world/aside" docs/tasks.md
# Another clone is another matter.
git clone -q "$remote" "$world/other"
edits Edit "$world/other/docs/tasks.md"
expect_silence

bash_runs "cat new >docs/tasks.md"
expect_denied "this: >"
bash_runs "cd docs && sed -i s/not-started/done/ tasks.md"
expect_denied "this: sed"
for command in "cat docs/tasks.md" "git log docs/tasks.md" "reeve status" "git push --force" "make"; do
  bash_runs "$command"
  expect_silence
done
# The gates stay as they are while a task is under way.
edits Edit reeve.json
expect_denied "reeve.json says how work is judged"
bash_runs "sed -i s/sound/unsound/ reeve.json"
expect_denied "reeve.json says how work is judged"
bash_runs "cat reeve.json"
expect_silence

# What is no command, or no path, is not ours to judge.
hook PreToolUse '.tool_name = "Bash" | .tool_input = 5'
expect_silence
hook PreToolUse '.tool_name = "Edit" | .tool_input = {file_path: ["docs/tasks.md"]}'
expect_silence
