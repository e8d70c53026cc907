# workspace.copy and .worktreeinclude bring ignored files into the worktree; what is committed is never overwritten, and
# the copies are not taken for the worker's own.
source "$(dirname "$0")/support/lib.sh"

config_more='"workspace": {"keep": "all", "copy": [".env*", "keys/**"]}'
make_project
printf '.env*\nkeys/\ncache/\n' >.gitignore
printf 'cache/\n' >.worktreeinclude
publish "ignored things"
echo secret >.env
echo other >".env local"
mkdir -p keys/deep cache
echo key >keys/deep/key
echo hot >cache/hot
echo loose >loose.txt
ln -s /etc/hostname keys/outside
echo 'A-1 * sh test "$(cat .env)" = secret -a "$(cat keys/deep/key)" = key -a "$(cat cache/hot)" = hot -a ! -e loose.txt -a ! -e keys/outside; edit a.txt good; commit; result success' >"$plan"
expect_exit 0 reeve run
expect_row A-1 done
expect_attempts A-1 1
expect_err "keys/outside"
for file in .env ".env local" keys/deep/key cache/hot; do
  [[ -f $clone.worktrees/A-1/$file ]] || fail "$file was not copied"
done
expect_equal "$(git -C "$remote" ls-tree -r --name-only reeve/A-1 | grep -c 'env\|keys\|cache')" 0 "copies that were committed"
expect_equal "$(cat .env keys/deep/key cache/hot)" "secret
key
hot" "the originals"
