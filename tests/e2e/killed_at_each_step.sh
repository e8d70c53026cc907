# SIGKILL at each fault point: the next start finishes every task once, and nothing needs a hand. The list of points is
# kill-points: POINT SCENARIO, one a line. An argument picks some of them. REEVE_NIGHT: also at the second to the fourth time that a point is passed.
source "$(dirname "$0")/support/lib.sh"
source "$support/kills.sh"
source "$support/kill_steps.sh"

# Every point of the sources is in the list, and no other. Those of the records are made of the phases' names.
points_in_sources() {
  grep -rhoE 'fault_point\("[^"]+"\)' "$REEVE_SOURCE/src" | cut -d'"' -f2
  local phase
  for phase in claiming preparing working judging pushing closing; do
    grep -q "Phase::$phase, \"$phase\"" "$REEVE_SOURCE/src/run/names.cpp" || fail "there is no phase $phase"
    printf '%s\n' "record-$phase" "recorded-$phase"
  done
}
points_in_list() { grep -v '^#' "$list" | awk 'NF {print $1}'; }
diff <(points_in_sources | sort -u) <(points_in_list | sort -u) >&2 || fail "tests/e2e/kill-points is not the list of the sources' points"

kill_at_points "$( ((${REEVE_NIGHT:-0})) && echo 4 || echo 1)" "${1:-.}"
