# `show` tells a task's runs and what they cost, `log` what its worker printed; both also after the work is over.
source "$(dirname "$0")/support/lib.sh"

echo 'A-1 1 say first words; edit broken x; commit; result success
A-1 2 say second words; remove broken; edit a.txt good; commit; result success took two' >"$plan"
make_project "$(row A-1)" "$(row A-2 not-started A-1)"
remember
refused 2 "no run" "next:" -- reeve log
refused 2 "NONE" -- reeve show NONE
expect_exit 0 reeve show A-2
expect_out "waiting on"

expect_exit 0 reeve run --max-tasks 1
expect_exit 0 reeve show A-1
for text in done "attempts" "2 (1 not accepted)" "took two" reeve/A-1 "sound: pass" "$(remote_tip reeve/A-1)" "1.5K\|3K"; do
  grep -q -- "$text" "$world/out" || fail "show lacks $text"
done
expect_exit 0 reeve log A-1
expect_out "second words"
cp "$world/out" "$world/log"
expect_exit 0 reeve log
diff "$world/log" "$world/out" >&2 || fail "the newest run is another one"
refused 2 "no run of task 'A-2'" -- reeve log A-2
