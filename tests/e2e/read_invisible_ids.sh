# Ids that differ only by an invisible character are two tasks, both worked on; a warning says so, and shows it.
source "$(dirname "$0")/support/lib.sh"

zero_width=$(printf '\342\200\213')
make_project "$(row A-1)" "$(row "A-1$zero_width")"
for command in status check; do
  expect_exit 0 reeve $command
  expect_out 'A-1\u200b'
  expect_no_out "$zero_width"
done
expect_out "docs/tasks.md:6:"
expect_out "warning"
expect_out invisible
expect_exit 0 reeve run
expect_err 'A-1\u200b'
expect_no_err "$zero_width"
expect_row A-1 done
expect_row "A-1$zero_width" done
expect_equal "$(git -C "$remote" for-each-ref refs/heads/reeve | wc -l)" 2 "branches"
