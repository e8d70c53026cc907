# A remote that refuses the work's branch: the task fails with the server's words, the next goes on.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)"
cat >"$remote/hooks/update" <<'HOOK'
#!/bin/sh
[ "$1" != refs/heads/reeve/A-1 ] && exit 0
echo "branch names need a ticket"
exit 1
HOOK
chmod +x "$remote/hooks/update"
expect_exit 1 reeve run
expect_row A-1 failed
expect_row A-2 done
git log --format=%B | grep >/dev/null "push refused" || fail "the reason is not in the history"
expect_followed
