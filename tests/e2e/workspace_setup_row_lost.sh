# A row is taken by another hand while workspace.setup runs for it: the set-up ends at once, the other lane goes on.
source "$(dirname "$0")/support/lib.sh"

make_fifo
mkfifo "$world/setting up"
echo "A-2 1 edit a.txt good; commit; hang $world/fifo; result success" >"$plan"
config_more='"lanes": 2, "limits": {"refetch": "1s"}, "workspace": {"setup": ["[ $REEVE_TASK = A-2 ] || cat '"'$world/setting up'"'"]}'
gates='[{"name": "sound", "command": ["sh", "sound.sh"], "baseline": "may-fail"}]'
make_project "$(row A-1)" "$(row A-2)"
start reeve run
wait_for_hang
exec 8>"$world/setting up"
setting_up=$(left_processes | awk '$2 == "cat" && /setting up/ {print $1}')
[[ $setting_up ]] || fail "no set-up runs"
elsewhere sed -i "s#^\(| A-1 .*\)fake/[a-z2-7]*#\1somebody#" docs/tasks.md
timeout 10 tail --pid="$setting_up" -s 0.02 -f /dev/null || fail "the set-up runs on"
expect_err "A-1   lost"
exec 8>&-
let_go
ended 4
expect_row A-2 done
expect_equal "$(cell A-1 9)" somebody
expect_followed
