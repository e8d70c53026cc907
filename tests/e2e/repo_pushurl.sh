# What is fetched from one address and pushed to another works when both are the same repository.
source "$(dirname "$0")/support/lib.sh"

make_project
ln -s "$remote" "$world/mirror.git"
git remote set-url --push origin "$world/mirror.git"
expect_exit 0 reeve run
expect_row A-1 done
expect_followed
