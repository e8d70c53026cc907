# In a sparse checkout rows are published and nothing outside the cone appears.
source "$(dirname "$0")/support/lib.sh"

make_project
mkdir far near
echo far >far/file
echo near >near/file
publish "two folders"
git sparse-checkout set docs near
[[ ! -e far/file ]] || fail "not sparse"
expect_exit 0 reeve run
expect_row A-1 done
[[ ! -e far/file ]] || fail "the other folder appeared"
expect_followed
