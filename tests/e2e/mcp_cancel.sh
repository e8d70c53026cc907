# A call that is cancelled while it publishes: its process ends, nothing is claimed, nobody is answered, and others go on.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/mcp.sh"

make_project
tip=$(remote_tip)
make_remote_hang
serve
agree
call 1 start
wait_for_hang
process=$(call_process)
say '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"reason":"the user"}}'
rm "$world/fifo"
gone "$process"
let_go
call 2 next
tells 2 "A-1"
expect_no_answer 1
expect_tip_unchanged "$tip"
expect_row A-1 not-started
call 3 start
tells 3 "A-1  branch reeve/A-1"
expect_row A-1 in-progress
hang_up
ended 0
expect_no_answer 1
