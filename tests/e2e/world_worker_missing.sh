# A worker program that is not there: exit 2, its name, and the row is as before.
source "$(dirname "$0")/support/lib.sh"

make_project
sed -i "s#$support/fake-worker#no-such-worker#" reeve.json
publish "a typing error"
expect_exit 2 reeve run
expect_err no-such-worker
expect_err worker.command
expect_row A-1 not-started
expect_equal "$(cell A-1 9)" "" "agent"
expect_followed
sed -i "s#no-such-worker#$support/fake-worker#" reeve.json
publish "mended"
expect_exit 0 reeve run
expect_row A-1 done
