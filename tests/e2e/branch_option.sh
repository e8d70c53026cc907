# A branch that looks like an option is held, never handed to git.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1 not-started '' '--upload-pack=touch${IFS}x')" "$(row A-2)"
expect_exit 3 reeve run
expect_err A-1
expect_err upload-pack
expect_row A-1 not-started
expect_row A-2 done
expect_attempts A-1 0
expect_clean_status
