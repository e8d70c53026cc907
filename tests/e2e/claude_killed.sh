# SIGKILL while Claude Code works: neither it nor its commands live on; a new start goes on in its session.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

make_fifo
make_project "$(row A-1)" "$(row A-2 not-started A-1)"
base=$(remote_tip)
model "$(runs A-1 "cat '$world/fifo'")" "$(commits A-1)" "$(reports A-1 success)" "$(commits A-2)" "$(reports A-2 success)"
start reeve run
wait_for_hang
kill_reeve
expect_row A-1 in-progress
expect_exit 0 reeve run
expect_row A-1 done
expect_row A-2 done
expect_sessions 2
expect_foreseen
expect_equal "$(git rev-list --count "$base..main")" 4 "published commits"
expect_followed
