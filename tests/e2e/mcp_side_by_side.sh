# While one call hangs another is answered; one that is killed is an error of its own, and ends nothing else.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/mcp.sh"

make_project "$(row A-1)" "$(row A-2)"
make_remote_hang
serve
agree
call 1 start
wait_for_hang
process=$(call_process)
call 2 brief
tells 2 "A-1"
call 3 brief
say '{"jsonrpc":"2.0","id":4,"method":"ping"}'
answer 4
tells 3 "A-1"
expect_no_answer 1
rm "$world/fifo"
let_go
tells 1 "A-1  branch reeve/A-1"
gone "$process"
expect_row A-1 in-progress

make_fifo
call 5 start '{"id": "A-2"}'
wait_for_hang
process=$(call_process)
kill -KILL "$process"
refuses 5 "ended with exit code 137"
rm "$world/fifo"
let_go
call 6 brief
answer 6
hang_up
ended 0
