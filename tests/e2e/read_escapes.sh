# Escape sequences and direction marks in cells never reach the terminal raw; what they hide is shown.
source "$(dirname "$0")/support/lib.sh"

escape=$(printf '\033')
mark=$(printf '\342\200\256')
make_project "| A-1 | not-started | red ${escape}[31m and ${mark}back | | | | A-9${escape}[2J | | | | | | |"
no_raw() {
  for bad in "$escape" "$mark"; do
    expect_no_out "$bad"
    expect_no_err "$bad"
  done
}
for command in "status" "next" "show A-1"; do
  expect_exit 0 reeve $command
  no_raw
done
expect_out '\x1b[31m and \u202eback'
expect_exit 1 reeve check
expect_out "docs/tasks.md:5:"
expect_out 'A-9\x1b[2J'
no_raw
refused 3 "A-1  held (line 5): 'A-9\\x1b[2J' names no task" -- reeve run
no_raw
take_next_step 1
mended_by sed -i "s/A-9$escape\[2J/ /" docs/tasks.md
no_raw
