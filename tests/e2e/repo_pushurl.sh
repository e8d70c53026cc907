# Pushes go to another address than fetches: a mirror that follows, in time or late, and one that never does.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
mirror=$world/mirror.git
git clone -q --mirror "$remote" "$mirror"
git remote set-url origin "$mirror"
git remote set-url --push origin "$remote"

printf '#!/bin/sh\nunset GIT_QUARANTINE_PATH\ngit push -q --mirror "%s"\n' "$mirror" >"$remote/hooks/post-receive"
chmod +x "$remote/hooks/post-receive"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed

# The mirror stands still: what was pushed is still what counts here, no row is claimed twice.
board "$(row A-1 done)" "$(row A-2 done)" "$(row A-3)" "$(row A-4 not-started A-3)" >docs/tasks.md
publish "more"
rm "$remote/hooks/post-receive"
expect_exit 0 reeve run
expect_row A-3 done
expect_row A-4 done
expect_attempts A-3 1
expect_attempts A-4 1
expect_followed
