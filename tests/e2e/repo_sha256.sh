# A repository with SHA-256 objects is named as what cannot be worked on, and nothing changes.
source "$(dirname "$0")/support/lib.sh"

git init -q --bare --object-format=sha256 "$remote"
git init -q --object-format=sha256 "$clone"
cd "$clone"
git remote add origin "$remote"
mkdir docs
board "$(row A-1)" >docs/tasks.md
printf 'Task: {id}\n' >prompt.md
gates='[]' write_config
commit_all "a project"
git push -q -u origin main
refused 70 -- reeve run
grep -qi 'sha-\?256' "$world/err" || fail "the reason is not named"
expect_attempts A-1 0
expect_exit 0 reeve status
