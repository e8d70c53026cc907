# Blanks, quotes, braces, non-ASCII and shell characters in the path of the checkout.
source "$(dirname "$0")/support/lib.sh"

clone=$world/$'- it\'s "odd" \\ {repo} {id} $(touch x) `touch y` ünï 木 #%; &'
config_more='"workspace": {"copy": [".env"], "setup": [["sh", "-c", "pwd >set-up.out"]]}'
make_project "$(row A-1)" "$(row A-2 not-started A-1)"
printf '.env\nset-up.out\n' >.gitignore
echo secret >.env
publish "an ignored file"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_followed
[[ -d $clone.worktrees ]] || fail "the worktrees are not beside the checkout"
for touched in x y; do
  found=$(find "$world" -name "$touched")
  expect_equal "$found" "" "a part of the path was executed"
done
cd /
expect_exit 0 reeve -C "$clone" status
expect_exit 0 reeve -C "$clone" show A-1
