# Started in a linked worktree of the user's: the table on main is worked off, that worktree's branch stays, and the main
# checkout, which has main, is told what to type.
source "$(dirname "$0")/support/lib.sh"

config_more='"branch": "main"'
make_project
main=$(git rev-parse HEAD)
side=$world/"a side"
git worktree add -q -b side "$side"
cd "$side"
expect_exit 0 reeve status
expect_exit 0 reeve run
expect_row A-1 done
expect_err "checked out in $clone"
expect_equal "$(git rev-parse side)" "$main" "side"
expect_equal "$(git rev-parse main)" "$main" "main, checked out elsewhere"
expect_clean_status
expect_equal "$(git -C "$clone" status --porcelain)" "" "status of the main checkout"
expect_exit 0 reeve show A-1
expect_out done
cd "$clone"
expect_exit 0 reeve run
expect_followed
