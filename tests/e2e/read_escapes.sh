# Escape sequences and direction marks in cells never reach the terminal raw.
source "$(dirname "$0")/support/lib.sh"

escape=$(printf '\033')
mark=$(printf '\342\200\256')
make_project "| A-1 | not-started | red ${escape}[31m and ${mark}back | | | | A-9${escape}[2J | | | | | | |"
for command in "status" "next" "check" "show A-1" "run"; do
  reeve $command >"$world/out" 2>"$world/err" </dev/null || true
  for bad in "$escape" "$mark"; do
    expect_no_out "$bad"
    expect_no_err "$bad"
  done
done
