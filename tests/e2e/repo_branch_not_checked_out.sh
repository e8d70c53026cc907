# The table is published on a branch that is not checked out: that branch follows, the one in use stays untouched.
source "$(dirname "$0")/support/lib.sh"

config_more='"branch": "main"'
make_project "$(row A-1)" "$(row A-2 not-started A-1)"
git switch -q -c topic
echo mine >mine.txt
commit_all "my own"
echo more >>mine.txt
head=$(git rev-parse HEAD)
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_equal "$(git rev-parse HEAD)" "$head" "topic"
expect_equal "$(git status --porcelain)" " M mine.txt" "git status"
expect_equal "$(git rev-parse main)" "$(remote_tip)" "the local main"

# Not even a local branch is needed.
git stash -q
git push -q origin HEAD:refs/heads/keep
git branch -q -D main
expect_exit 0 reeve run
expect_equal "$(git branch --list main)" "" "no branch was made"
