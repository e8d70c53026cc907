# Beside a loop whose worker is in the middle of a commit (its hook takes long): a hand's command neither waits for that
# worktree's locks nor takes one away.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 edit README.md more; sh git commit -q -a -m work; result success" >"$plan"
make_project "$(row A-1)" "$(row A-2)"
cat >.git/hooks/pre-commit <<HOOK
#!/bin/sh
[ "\$REEVE_TASK" != A-1 ] || cat "$world/fifo"
HOOK
chmod +x .git/hooks/pre-commit
start reeve run
wait_for_hang
lock=.git/worktrees/A-1/index.lock
[[ -e $lock ]] || fail "git holds no lock while its hook runs"
reeve add "One more" >"$world/said" 2>&1 </dev/null || fail "$(cat "$world/said")"
expect_equal "$(cat "$world/said")" "added A-3 on origin/main" "what add says"
[[ -e $lock ]] || fail "the lock of the living git is gone"
let_go
ended 0
for id in A-1 A-2 A-3; do expect_row $id done; done
expect_attempts A-1 1
expect_followed
