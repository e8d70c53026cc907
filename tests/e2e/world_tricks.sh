# A worker that has git show something else than what it committed: a moved ref, an entry without a file, a replaced tree.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<PLAN
A-1 * edit reeve.json more; commit cheat; sh git update-ref refs/remotes/origin/main HEAD; result success
A-2 * sh bash "$world/unseen.sh"; result success
C-1 * sh bash "$world/replaced.sh"; result success
PLAN
cat >"$world/unseen.sh" <<'SH'
git update-index --add --cacheinfo "100644,$(echo x | git hash-object -w --stdin),broken"
git update-index --skip-worktree broken
git commit -q -m unseen
SH
cat >"$world/replaced.sh" <<'SH'
echo bad >broken; git add broken; git commit -q -m replaced
bad=$(git rev-parse 'HEAD^{tree}')
git rm -q broken
git replace "$bad" "$(git write-tree)"
SH
worker_more='"attempts": 1'
# One good task before the third failure in a row, which would end the loop.
make_project "$(row A-1)" "$(row A-2)" "$(row B-1)" "$(row C-1)"
expect_exit 1 reeve run
expect_row B-1 done
for id in A-1 A-2 C-1; do expect_row "$id" failed; done
expect_err "changes reeve.json, a protected path"
expect_err "skip-worktree: git was told that broken"
expect_err "the worktree is not clean: broken"
for branch in reeve/A-1 reeve/A-2 reeve/C-1; do
  [[ ! $(remote_tip "$branch") ]] || fail "$branch was pushed"
done
git for-each-ref --format='%(refname:lstrip=2)' refs/replace/ | xargs -r git replace -d >"$world/out"
