# A remote that refuses by policy: exit 4 with its words, nothing changes.
source "$(dirname "$0")/support/lib.sh"

make_project
printf '#!/bin/sh\necho "policy: ask the board of works"\nexit 1\n' >"$remote/hooks/pre-receive"
chmod +x "$remote/hooks/pre-receive"
refused 4 "policy: ask the board of works" -- reeve run
expect_attempts A-1 0
expect_equal "$(git worktree list | wc -l)" 1 "worktrees"
