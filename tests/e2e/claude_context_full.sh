# A session that stays too full when it has been compacted: exit 5, the row is put back, the next start begins a new one.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"session": "continue"'
make_project "$(row A-1)" "$(row A-2)"
summary=$(head -c 600000 /dev/zero | tr '\0' x |
  jq -Rc '{match: {last_user_contains: "create a detailed summary"}, text: "<summary>\(.)</summary>"}')
model "$summary" "$(commits A-1)" "$(using 121000 "$(reports A-1 success)")" "$(commits A-2)" "$(reports A-2 success)"
expect_exit 5 reeve run
expect_err "budget.context"
expect_row A-1 done
expect_row A-2 not-started
expect_exit 0 reeve run
expect_row A-2 done
expect_foreseen
