# A checkout of another user: what git itself says, and its remedy.
source "$(dirname "$0")/support/lib.sh"

((EUID == 0)) || skip "only root can give a folder to another user"
make_project
chown -R nobody "$clone" "$remote"
remember_head=$(git -c safe.directory='*' rev-parse HEAD)
expect_exit 70 reeve run
expect_err safe.directory
expect_attempts A-1 0
expect_equal "$(git -c safe.directory='*' rev-parse HEAD)" "$remember_head"
git config --global --add safe.directory '*'
expect_exit 0 reeve run
expect_row A-1 done
