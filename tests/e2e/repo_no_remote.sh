# Without a remote the user's checkout is where things are published: edits in the way stop it before a claim.
source "$(dirname "$0")/support/lib.sh"

config_more='"remote": "", "branch": "main"'
git init -q "$clone"
cd "$clone"
mkdir docs
board "$(row A-1)" "$(row A-2 not-started A-1)" >docs/tasks.md
echo 'exit 0' >sound.sh
printf 'Task: {id}\n{description}\n' >prompt.md
write_config
commit_all "a project"

echo "my remark" >>docs/tasks.md
refused 4 "uncommitted edits" -- reeve run
expect_attempts A-1 0
git commit -q -am "my remark"

echo "my own" >mine.txt
expect_exit 0 reeve run
expect_equal "$(grep -c '| done' docs/tasks.md)" 2 "done rows"
expect_equal "$(git status --porcelain)" "?? mine.txt" "git status"
git merge-base --is-ancestor reeve/A-1 reeve/A-2 || fail "A-2 is not built on A-1"
git diff --quiet HEAD -- docs/tasks.md || fail "the work tree is not what was published"
