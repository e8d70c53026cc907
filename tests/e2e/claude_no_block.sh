# Last words without a result block: the branch is judged as it is. A block that came before the last words counts.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_project "$(row A-1)" "$(row A-2)"
early=$(jq -c --argjson said "$(reports A-2 success "said early")" '.text = $said.text' <<<"$(commits A-2)")
model "$(commits A-1)" "$(says A-1 "I did it.")" "$early" "$(says A-2 "Good night.")"
expect_exit 0 reeve run
expect_err "no result block"
expect_row A-1 done
expect_row A-2 done
expect_requests 4
expect_foreseen
expect_exit 0 reeve show A-2
expect_out "said early"
