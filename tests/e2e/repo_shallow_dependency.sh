# Where the history is cut off before a dependency was accepted, its commit cannot be known: the run says so, puts the
# row back, and works after the printed next step.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
expect_exit 0 reeve run --max-tasks 1
expect_row A-1 done
echo later >>README.md
publish "something later"
cd "$world"
rm -rf "$clone" "$clone.worktrees"
git clone -q --depth 1 "file://$remote" "$clone"
cd "$clone"
git status --porcelain --branch >"$world/status"
expect_exit 70 reeve run
expect_err "A-2 depends on A-1"
expect_err shallow
expect_row A-2 not-started
expect_attempts A-2 0
take_next_step
expect_equal "$(git rev-parse --is-shallow-repository)" false
expect_exit 0 reeve run
expect_row A-2 done
git -C "$remote" merge-base --is-ancestor reeve/A-1 reeve/A-2 || fail "A-2 is not built on A-1"
expect_followed
