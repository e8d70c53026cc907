# The answer to a push is lost, and another branch on the remote, whose name ends like the task's, has the commit: the task is
# not done before its own branch has it.
source "$(dirname "$0")/support/lib.sh"

echo "A-1 * edit a.txt x; commit; sh git push -q '$remote' HEAD:refs/heads/a/refs/heads/reeve/A-1; result success" >"$plan"
config_more='"limits": {"push_attempts": 1}'
make_project
cat >"$remote/hooks/pre-receive" <<'SH'
#!/bin/sh
while read -r old new ref; do
  [ "$ref" != refs/heads/reeve/A-1 ] || kill -9 $PPID
done
SH
chmod +x "$remote/hooks/pre-receive"
expect_exit 69 reeve run
[[ ! $(remote_tip reeve/A-1) ]] || fail "the branch was pushed"
expect_row A-1 in-progress
rm "$remote/hooks/pre-receive"
expect_exit 0 reeve run
expect_row A-1 done
expect_equal "$(remote_tip reeve/A-1)" "$(git rev-parse reeve/A-1)"
