# --max-tasks counts claims; a number that makes no sense is wrong usage.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
expect_exit 0 reeve run --max-tasks 2 --lanes 2
expect_row A-1 done
expect_row A-2 done
expect_row A-3 not-started
for wrong in 0 -1 many; do refused 2 max-tasks -- reeve run --max-tasks=$wrong; done
for wrong in 0 65; do refused 2 lanes -- reeve run --lanes=$wrong; done
expect_exit 0 reeve run --max-tasks 5
expect_row A-3 done
