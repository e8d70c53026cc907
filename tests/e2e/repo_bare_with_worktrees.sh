# A bare clone with worktrees beside it, a common layout: each worktree is a checkout like any other.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
rm -rf "$clone"
mkdir "$clone"
git clone -q --bare "$remote" "$clone/.bare"
echo "gitdir: ./.bare" >"$clone/.git"
cd "$clone"
git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'
git fetch -q
git worktree add -q main main
refused 70 "no work tree" -- reeve run
cd main
git branch -q -u origin/main
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed
expect_equal "$(git worktree list | wc -l)" 2 "worktrees"
cd "$world"
