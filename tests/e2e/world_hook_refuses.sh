# A remote that refuses by policy: exit 4 with its words, nothing changes; when it allows it, the run goes on.
source "$(dirname "$0")/support/lib.sh"

make_project
printf '#!/bin/sh\necho "policy: ask the board of works"\nexit 1\n' >"$remote/hooks/pre-receive"
chmod +x "$remote/hooks/pre-receive"
refused 4 "pushing to 'main' on 'origin'" "policy: ask the board of works" "the server's rules must allow this push" -- reeve run
expect_attempts A-1 0
expect_equal "$(git worktree list | wc -l)" 1 "worktrees"
rm "$remote/hooks/pre-receive"
expect_exit 0 reeve run
expect_row A-1 done
expect_followed
