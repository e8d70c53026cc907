<<<<<<< HEAD
# A repository with SHA-256 objects is named as what cannot be worked on, and nothing changes.
=======
# A repository whose objects have SHA-256 names: a run says that it cannot, and why; queries work.
>>>>>>> kinds
source "$(dirname "$0")/support/lib.sh"

git init -q --bare --object-format=sha256 "$remote"
git init -q --object-format=sha256 "$clone"
cd "$clone"
git remote add origin "$remote"
mkdir docs
board "$(row A-1)" >docs/tasks.md
<<<<<<< HEAD
printf 'Task: {id}\n' >prompt.md
gates='[]' write_config
commit_all "a project"
git push -q -u origin main
refused 70 -- reeve run
grep -qi 'sha-\?256' "$world/err" || fail "the reason is not named"
expect_attempts A-1 0
expect_exit 0 reeve status
=======
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
>>>>>>> kinds
