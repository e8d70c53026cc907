# A tracked branch that only others may write: exit 4, nothing changes; the printed way out is to publish elsewhere.
source "$(dirname "$0")/support/lib.sh"

make_project
cat >"$remote/hooks/update" <<'HOOK'
#!/bin/sh
[ "$1" != refs/heads/main ] && exit 0
echo "main is protected"
exit 1
HOOK
chmod +x "$remote/hooks/update"
tip=$(remote_tip)
refused 4 "main is protected" "a branch of its own" '"branch": "tasks"' -- reeve run
expect_attempts A-1 0
take_next_step
config_more='"branch": "tasks"' write_config
expect_exit 0 reeve run
expect_tip_unchanged "$tip"
git -C "$remote" show tasks:docs/tasks.md | grep -q '^| A-1 *| done' || fail "the row is not done on tasks"
expect_equal "$(git status --porcelain)" " M reeve.json" "git status"
