# A session that is more than 60 % full is compacted by the program before the next task, with what was done as instruction.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"session": "continue"'
make_project "$(row A-1)" "$(row A-2)"
summary=$(jq -nc '{match: {last_user_contains: "create a detailed summary"}, text: "<summary>A-1 is done.</summary>"}')
model "$summary" "$(commits A-1)" "$(using 121000 "$(reports A-1 success)")" "$(commits A-2)" "$(reports A-2 success)"
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_err "compacting it"
expect_sessions 1
expect_seen "A-1 done"
expect_requests 5
expect_foreseen
