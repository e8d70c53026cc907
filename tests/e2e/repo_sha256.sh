# A repository whose objects have SHA-256 names: a run says that it cannot, and why; queries work.
source "$(dirname "$0")/support/lib.sh"

git init -q --bare --object-format=sha256 "$remote"
git init -q --object-format=sha256 "$clone"
cd "$clone"
git remote add origin "$remote"
mkdir docs
board "$(row A-1)" >docs/tasks.md
write_config
commit_all "a project"
git push -q -u origin main
refused 70 sha256 -- reeve run
take_next_step
expect_exit 0 reeve status
expect_out A-1
expect_exit 0 reeve next
expect_exit 0 reeve check
expect_attempts A-1 0
