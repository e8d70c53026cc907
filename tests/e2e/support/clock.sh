# For the scripts that let time pass or turn the clock: see tests/support/clock/clock.c. Needs lib.sh.

[[ -e $REEVE_BIN/reeve-test-clock.so ]] || fail "reeve-test-clock.so is not built"
export REEVE_TEST_CLOCK=$world/clock
# The sanitizers of reeve wish to be the first library.
on_this_clock=(env LD_PRELOAD="$REEVE_BIN/reeve-test-clock.so" ASAN_OPTIONS="$ASAN_OPTIONS:verify_asan_link_order=0")
clock_wrong=0
clock_passed=0

write_clock() {
  echo "$((clock_wrong * 1000)) $((clock_passed * 1000))" >"$world/clock.new"
  mv "$world/clock.new" "$world/clock"
}
# let_pass SECONDS: at once, on every clock, for what was started with "${on_this_clock[@]}".
let_pass() { ((clock_passed += $1)) || true; write_clock; }
# turn_clock SECONDS: the time of day, as by a person or a time server; negative is back.
turn_clock() { ((clock_wrong += $1)) || true; write_clock; }
# as_time_passes COMMAND…: lets five seconds pass again and again until the command, which may wait a little, is true.
as_time_passes() {
  local rounds
  for ((rounds = 0; rounds < 600; ++rounds)); do
    if "$@"; then return; fi
    let_pass 5
  done
  fail "however much time passes: $*"
}
# ended_as_time_passes CODE: as `ended`.
ended_as_time_passes() {
  as_time_passes timeout 0.5 tail --pid="$started" -s 0.02 -f /dev/null
  ended "$1"
}
write_clock
