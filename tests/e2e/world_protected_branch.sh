# A tracked branch that only others may write: exit 4, nothing changes.
source "$(dirname "$0")/support/lib.sh"

make_project
cat >"$remote/hooks/update" <<'HOOK'
#!/bin/sh
[ "$1" != refs/heads/main ] && exit 0
echo "main is protected"
exit 1
HOOK
chmod +x "$remote/hooks/update"
refused 4 "main is protected" -- reeve run
expect_attempts A-1 0
