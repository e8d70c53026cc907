# The user's own hooks are for the user's commits and pushes: reeve's do not run them. The worker's do.
source "$(dirname "$0")/support/lib.sh"

make_project
for hook in pre-commit commit-msg prepare-commit-msg post-commit pre-push pre-rebase post-checkout post-merge; do
  printf '#!/bin/sh\necho "%s $REEVE_WORKER" >>"%s"\n[ "$REEVE_WORKER" ]\n' $hook "$world/hooks.log" >.git/hooks/$hook
  chmod +x .git/hooks/$hook
done
expect_exit 0 reeve run
expect_row A-1 done
expect_followed
grep -q "^pre-commit 1" "$world/hooks.log" || fail "the worker's commit did not run its hook"
grep -v " 1$" "$world/hooks.log" | grep -v "^post-checkout" && fail "reeve ran a hook"
true
