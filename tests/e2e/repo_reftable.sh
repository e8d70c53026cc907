# A repository whose refs lie in a reftable: the message says what it is, and nothing changes. An older git cannot make
# or read one; with that, git's own refusal is passed on.
source "$(dirname "$0")/support/lib.sh"

make_project
if git init -q --ref-format=reftable "$world/made" 2>/dev/null; then
  cd "$world/made"
  git remote add origin "$remote"
  git pull -q origin main
  git branch -q -u origin/main
  refused 70 reftable -- reeve run
  take_next_step
  expect_exit 0 reeve status
else
  git config core.repositoryFormatVersion 1
  git config extensions.refStorage reftable
  for command in run status; do
    expect_exit 70 reeve $command
    expect_err refstorage
    expect_err "newer git"
  done
  git config --file .git/config --unset extensions.refStorage
fi
expect_attempts A-1 0
