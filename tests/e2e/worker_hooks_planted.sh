# Hooks that lie in the repository's files (core.hooksPath) are the worker's in a worktree: what reeve does there runs none.
source "$(dirname "$0")/support/lib.sh"

hooks="post-checkout post-merge post-index-change reference-transaction post-rewrite post-commit"
cat >"$world/plant.sh" <<SH
mkdir -p .githooks
for hook in $hooks; do
  printf '#!/bin/sh\n[ "\$REEVE_WORKER" ] || touch "%s-%s"\n' "$world/pwned" \$hook >.githooks/\$hook
  chmod +x .githooks/\$hook
done
SH
cat >"$plan" <<PLAN
A-1 1 sh bash "$world/plant.sh"; commit planted; result failed not yet
A-1 2 edit a.txt x; commit; sh git clone -q "$remote" "$world/theirs"; sh bash "$world/push.sh"; result success
PLAN
cat >"$world/push.sh" <<SH
git push -q "$remote" HEAD~1:refs/heads/reeve/A-1
cd "$world/theirs"
git config user.name Other; git config user.email other@example.org
git switch -q reeve/A-1; echo other >other.txt; git add other.txt; git commit -q -m other
git push -q origin reeve/A-1
SH
worker_more='"attempts": 1'
make_project "$(row A-1)" "$(row B-1 not-started A-1)"
git config core.hooksPath .githooks
expect_exit 3 reeve run
expect_row A-1 failed

note "the branch moved on the remote: the worktree is brought forward, and later the work is rebased"
git clone -q "$remote" "$world/second"
git -C "$clone.worktrees/A-1" push -q "$remote" HEAD:refs/heads/reeve/A-1
(cd "$world/second"; git fetch -q; git switch -q reeve/A-1; echo more >more.txt; commit_all more; git push -q origin reeve/A-1)
expect_exit 0 reeve reset A-1
expect_exit 0 reeve run
expect_row A-1 done
note "and B-1 is built on that work: its worktree is made with the hooks in it, and removed"
expect_row B-1 done
git show reeve/B-1:.githooks/post-merge >"$world/out" || fail "B-1 is not built on A-1"
[[ -f $clone.worktrees/A-1/more.txt ]] || git show reeve/A-1:more.txt >"$world/out" || fail "the worktree was not brought forward"
git show reeve/A-1:other.txt >"$world/out" || fail "the work was not rebased"
expect_equal "$(find "$world" -maxdepth 1 -name 'pwned*')" "" "hooks that ran"
