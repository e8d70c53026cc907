# A call that is cancelled while it publishes: it puts back what it claimed, nobody is answered, and others go on.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/mcp.sh"

make_project
make_remote_hang
serve
agree
call 1 start
wait_for_hang
process=$(call_process)
say '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"reason":"the user"}}'
say '{"jsonrpc":"2.0","id":2,"method":"ping"}'
answer 2
rm "$world/fifo"
let_go
gone "$process"
expect_row A-1 not-started
call 3 start
tells 3 "A-1  branch reeve/A-1"
expect_row A-1 in-progress
expect_no_answer 1
hang_up
ended 0
expect_no_answer 1
