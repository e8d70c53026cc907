# A cycle is named in full, and once; of a long one the first ids. Nothing starts, nothing changes: exit 3.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1 not-started A-3)" "$(row A-2 not-started A-1)" "$(row A-3 not-started A-2)" "$(row B-1 not-started A-2)"
refused 3 "A-1  waits for itself: A-1 → A-3 → A-2 → A-1, a cycle" "A-2  is in the cycle of A-1" \
  "B-1  waits for A-2, which waits for itself: A-2 → A-1 → A-3 → A-2, a cycle" -- reeve run
take_next_step 1
expect_step "docs/tasks.md:5:"
expect_step "A-1 → A-3 → A-2 → A-1"
mended_by sed -i '5s/A-3/ /' docs/tasks.md
expect_row B-1 done

rows=()
for number in {1..100}; do rows+=("$(row "C-$number" not-started "C-$((number % 100 + 1))")"); done
board "${rows[@]}" >docs/tasks.md
publish "a long cycle"
refused 3 "C-1 → C-2 → " "C-20 → … (80 more) → C-1" -- reeve run
(($(wc -c <"$world/err") < 3000)) || fail "a long message"
