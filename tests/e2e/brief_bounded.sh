# `brief` is small at any size of the board, whatever its cells hold.
source "$(dirname "$0")/support/lib.sh"

long=$(printf "x%.0s" {1..30})
rows=()
for n in {1..400}; do
  rows+=("$(row "T-$n-$long")" "$(row "P-$n" in-progress)" "$(row "F-$n" failed)" "$(row "S-$n" not-started "F-$n, nobody-$n")")
done
make_project "${rows[@]}"
expect_exit 0 reeve brief
(($(wc -c <"$world/out") <= 1600)) || fail "$(wc -c <"$world/out") bytes"
expect_out "0 of 1600 done, 400 failed, 400 in progress, 800 not started"
expect_out "ready: T-1"
expect_out " more"
expect_out 'reeve start'
expect_out 'Never edit docs/tasks.md'
