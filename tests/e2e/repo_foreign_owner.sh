# A checkout of another user: git does not trust it, the message names git's own way to do so, and that works.
source "$(dirname "$0")/support/lib.sh"

make_project
if ((EUID == 0)); then
  chown -R 12345 "$clone"
else
  export GIT_TEST_ASSUME_DIFFERENT_OWNER=1
  git config --global safe.directory "$remote"
fi
for command in status run; do
  expect_exit 70 reeve $command
  expect_err "belongs to another user"
  expect_err safe.directory
done
expect_attempts A-1 0
take_next_step
expect_exit 0 reeve status
if ((EUID == 0)); then
  expect_exit 0 reeve run
  expect_row A-1 done
  expect_followed
fi
