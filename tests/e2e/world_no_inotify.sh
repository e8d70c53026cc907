# No inotify: none may be had. A run does not need it; who watches or follows sees the same, by looking again now and then.
source "$(dirname "$0")/support/lib.sh"

# A user namespace has limits of its own.
cat >"$world/inside" <<'SH'
echo 0 >/proc/sys/user/max_inotify_instances || exit 99
exec "$@"
SH
without_inotify=(unshare --user --map-root-user sh "$world/inside")
"${without_inotify[@]}" true 2>/dev/null || skip "a user namespace is not allowed here"
expect_equal "$("${without_inotify[@]}" cat /proc/sys/user/max_inotify_instances)" 0 "the inotify instances that may be had"

make_fifo
echo "A-1 1 say before; hang $world/fifo; say after; edit a.txt good; commit; result success" >"$plan"
make_project
start "${without_inotify[@]}" reeve status --watch
watching=$started
wait_for_line "1 task"
board "$(row A-1)" "$(row A-2)" >docs/tasks.md
wait_for_line "2 tasks"
git checkout -q docs/tasks.md
"${without_inotify[@]}" reeve run >"$world/run.out" 2>&1 9>&- &
loop=$!
wait_for_hang
wait_for_line "working"
"${without_inotify[@]}" reeve log -f A-1 >"$world/log" 2>&1 </dev/null 9>&- &
follower=$!
let_go
wait "$loop" || fail "the run ended with $?: $(cat "$world/run.out")"
wait "$follower" || fail "log -f ended with $?"
grep -q "after" "$world/log" || fail "what came later was not followed"
wait_for_line "1 done"
kill "$watching"
started=$watching
ended 143
expect_row A-1 "done"
expect_followed
