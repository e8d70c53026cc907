# A row that is too short to have a status is held and told of; the rest goes on and no excess cell is lost.
source "$(dirname "$0")/support/lib.sh"

excess='| A-3 | not-started | Do A-3 | | | | | | | | | | | one | too many |'
make_project "$(row A-1)" "| A-2 |" "$excess"
expect_exit 0 reeve status
expect_out A-2
expect_exit 0 reeve run
expect_err "nothing is left"
expect_err "A-2 in line 6: the row ends before its status"
expect_row A-1 done
expect_attempts A-2 0
remote_board | grep >/dev/null '^| A-2 |$' || fail "the short row changed"
remote_board | grep '^| A-3' | grep >/dev/null '| one | too many |$' || fail "excess cells are lost"
expect_followed
take_next_step 1
expect_step "docs/tasks.md:6:"
mended_by sed -i 's/^| A-2 |$/| A-2 | not-started | Do A-2 |/' docs/tasks.md
expect_row A-2 done
