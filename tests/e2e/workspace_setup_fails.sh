# A set-up command that fails is no attempt: exit 2, its words, the row put back; mended, the next run goes on.
source "$(dirname "$0")/support/lib.sh"

config_more='"workspace": {"setup": ["echo the compiler is missing; test -e \"'$world'/compiler\""]}'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 2 reeve run
expect_err "workspace.setup"
expect_err "the compiler is missing"
expect_err "next:"
expect_row A-1 not-started
expect_row A-2 not-started
expect_equal "$(cell A-1 9)$(cell A-1 10)" "" "agent and start of A-1"
expect_attempts A-1 0
expect_followed
reeve log A-1 >/dev/null 2>&1 || true
touch "$world/compiler"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_attempts A-1 1
