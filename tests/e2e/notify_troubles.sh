# A command of `on` that fails, is missing, floods its output, reads nothing or leaves a process: a note, nothing else.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo 'A-2 1 edit broken x; commit; result success
A-3 1 result blocked needs a key' >"$plan"
config_more='"on": {"done": "echo \"no such channel\" >&2; exit 3", "failed": ["no-such-notifier", "-x"],
  "blocked": "setsid cat '"'$world/fifo'"' >/dev/null 2>&1 &", "stopped": "head -c 50000000 /dev/zero; echo; echo too much; exit 1"}'
worker_more='"attempts": 1'
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
expect_exit 1 reeve run --json
for text in "on.done of A-1: exit 3: no such channel" "on.failed of A-2" no-such-notifier "on.stopped: exit 1: too much"; do
  expect_out "$text"
done
expect_no_out "on.blocked"
expect_equal "$(tail -n 1 "$world/out" | cut -c1-38)" '{"schema_version":1,"event":"summary",'
(($(wc -c <"$world/out") < 20000)) || fail "the flood came through"
expect_no_process_left
expect_row A-1 done
expect_row A-2 failed
expect_row A-3 failed
expect_followed
expect_exit 0 reeve doctor
expect_out "warn notifications  on.failed"
