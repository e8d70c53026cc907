# Gates run in the sandbox when the workers' commands do: they execute what an agent wrote.
source "$(dirname "$0")/support/lib.sh"
source "$support/claude.sh"
need_sandbox

make_claude_project "$(row A-1)" "$(row A-2)" "$(row A-3)" "$(row A-4)" "$(row A-5)" "$(row A-6)" "$(row A-7)"
mkdir ~/.ssh "$world/cache"
echo secret >~/.ssh/id
readlink /proc/self/ns/net >"$world/net"
claude_config "\"allow_write\": [\"$world/cache\"]"
publish "a cache that may be written"
cat >"$plan" <<'PLAN'
A-2 * sh echo 'echo x >"$HOME/outside"' >check.sh; commit; result success
A-3 * sh echo 'echo x >>docs/tasks.md' >check.sh; commit; result success
A-4 * sh echo 'test ! -e ~/.ssh/id && test ! -e ../../clone/.git/reeve/engine.lock' >check.sh; commit; result success
A-5 * sh echo 'touch ../../cache/x && mktemp && git log -1 && test "$(readlink /proc/self/ns/net)" != "$(cat ../../net)"' >check.sh; commit; result success
A-6 * sh echo 'kill -9 $$' >check.sh; commit; result success
A-7 * sh echo 'echo "gitdir: /nowhere" >.git' >check.sh; commit; result success
PLAN
expect_exit 1 reeve run

note "a gate that keeps to its worktree, and one that uses what it may: temporary files, the history, a cache"
expect_row A-1 done
expect_row A-5 done
[[ -e $world/cache/x ]] || fail "the cache was not written"
note "what is outside, and the table, are read-only; what could log in, and reeve's own files, are not there"
expect_row A-2 failed
[[ ! -e ~/outside ]] || fail "a gate wrote outside of its worktree"
expect_row A-3 failed
expect_row A-4 done
note "where git looks for the repository is not for a gate to say"
expect_row A-7 failed
note "how a gate ends is told as ever"
expect_row A-6 failed
expect_exit 0 reeve show A-6
expect_out "137"
[[ ! $(find .git/reeve/runs -name sandbox) ]] || fail "temporary folders are left"
expect_followed

note "without a sandbox they run free, and the baseline is asked anew"
claude_config '"sandbox": "off"'
board "$(row B-1)" >docs/tasks.md
echo 'echo x >"$HOME/outside"' >check.sh
publish "off"
expect_exit 0 reeve run
expect_row B-1 done
[[ -e ~/outside ]] || fail "the gate did not run free"
claude_config
board "$(row B-2)" >docs/tasks.md
publish "on"
expect_exit 2 reeve run
expect_err "fails on the base"
expect_err "worker.allow_write"
