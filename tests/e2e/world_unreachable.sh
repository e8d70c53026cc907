# A remote that does not answer: exit 69, nothing is claimed, nothing changes; when it is back, the run goes on.
source "$(dirname "$0")/support/lib.sh"

make_project
mv "$remote" "$world/away.git"
refused 69 "fetching 'main' from 'origin'" "repository not found" -- reeve run
take_next_step
expect_step "$remote"
expect_attempts A-1 0

# Nobody listens there.
git remote set-url origin http://127.0.0.1:1/remote.git
refused 69 "fetching 'main' from 'origin'" "git ls-remote origin" -- reeve run
take_next_step 128

# Queries need no network.
for command in status next check; do expect_exit 0 reeve $command; done
git remote set-url origin "$remote"
mv "$world/away.git" "$remote"
expect_exit 0 reeve run
expect_row A-1 done
expect_followed
