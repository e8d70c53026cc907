# The user's unpushed commit stays as it is when a hand's command publishes; it says how to go on, and `run` rebases it.
source "$(dirname "$0")/support/lib.sh"

make_project
echo "mine" >own.txt
commit_all "my own"
own=$(git rev-parse HEAD)
expect_exit 0 reeve add "One more"
expect_equal "$(git rev-parse HEAD)" "$own" "the user's branch"
expect_err "has commits that are not on origin/main; to bring them together: git pull --rebase"
expect_exit 0 reeve start A-1
expect_equal "$(git rev-parse HEAD)" "$own" "the user's branch"
expect_exit 0 reeve reset A-1
expect_equal "$(git rev-parse HEAD)" "$own" "the user's branch"
expect_clean_status

before=$(remote_tip)
expect_exit 0 reeve run
expect_row A-1 "done"
expect_equal "$(git log -1 --format=%s)" "my own" "the tip here"
git merge-base --is-ancestor "$before" HEAD || fail "the user's commit is not rebased onto what was published"
expect_clean_status
