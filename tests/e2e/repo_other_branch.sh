# A tracked branch that is not checked out is published and followed; the checked-out one stays.
source "$(dirname "$0")/support/lib.sh"

config_more='"branch": "main"' make_project
git checkout -q -b topic
echo "a thought" >>README.md
commit_all "on the topic"
head=$(git rev-parse HEAD)
expect_exit 0 reeve run
expect_row A-1 done
expect_equal "$(git rev-parse HEAD)" "$head" "HEAD"
expect_equal "$(git symbolic-ref HEAD)" refs/heads/topic
expect_equal "$(git rev-parse main)" "$(remote_tip)" "the local main"
expect_clean_status
