# With a submodule that workspace.setup fills in: the worker finds it. git removes no worktree with a submodule
# in it, so it stays, which is said.
source "$(dirname "$0")/support/lib.sh"

git config --global protocol.file.allow always
git init -q "$world/library"
(cd "$world/library"; echo lib >lib.c; commit_all library)
config_more='"workspace": {"setup": [["git", "submodule", "--quiet", "update", "--init"]]}'
make_project "$(row A-1)"
git submodule --quiet add "$world/library" lib
publish "a submodule"
echo "A-1 * sh test -f lib/lib.c; edit a.txt good; commit; result success" >"$plan"
expect_exit 0 reeve run
expect_row A-1 done
expect_attempts A-1 1
expect_followed
expect_err "containing submodules"
expect_equal "$(git worktree list | wc -l)" 2 "worktrees"
expect_equal "$(git -C "$clone.worktrees/A-1" status --porcelain)" "" "status of the worktree"
expect_equal "$(cat lib/lib.c)" lib "the user's submodule"
