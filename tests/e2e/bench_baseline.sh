# What `./dev bench --check` says of figures that are worse than the committed baseline, and how it is renewed.
source "$(dirname "$0")/support/lib.sh"

# figures READ STATUS STARTED: a report with these values of three figures, one of each kind.
figures() {
  jq -n --argjson read "$1" --argjson status "$2" --argjson started "$3" '{figures: [
    {name: "read_board: a board is read", value: $read, unit: "instructions"},
    {name: "status / bare parse", value: $status},
    {name: "git started by status", value: $started, unit: "processes"}]}' >"$world/figures.json"
}
bench() { command bench --bin "$REEVE_BIN" --baseline "$world/baseline.json" --measured "$world/figures.json" "$@"; }

figures 1000 0.2 3
expect_exit 1 bench --check
expect_out "baseline.json cannot be read; ./dev bench --renew writes it"
expect_exit 0 bench --renew
expect_exit 0 bench --check

figures 1090 0.29 3
expect_exit 0 bench --check
expect_out "no figure is worse than the baseline"

figures 1110 0.2 3
expect_exit 1 bench --check
expect_out "WORSE: read_board: 1110, baseline 1000 (+11 %; 10 % is too much)"
expect_out "1 figures are worse than the baseline"
expect_out "./dev bench --renew, and commit tests/bench/baseline.json"

figures 1000 0.31 4
expect_exit 1 bench --check
expect_out "WORSE: status / bare parse: 0.31, baseline 0.2 (+55 %; 50 % is too much)"
expect_out "WORSE: git started by status: 4, baseline 3 (+33 %; 10 % is too much)"

# What became much better is told, so that it can be kept.
figures 500 0.2 3
expect_exit 0 bench --check
expect_out "better: read_board: 500, baseline 1000 (-50 %"

# A figure that nobody compares any more is no figure that holds.
figures 1000 0.2 3
jq 'del(.figures[1])' "$world/figures.json" >"$world/fewer.json" && mv "$world/fewer.json" "$world/figures.json"
expect_exit 1 bench --check
expect_out "gone: status / bare parse is in the baseline and was not measured"

# Counts of another compiler are not compared, and are left alone.
figures 1000 0.2 3
jq '.instructions = {"gcc 2": {"read_board": 7}}' "$world/baseline.json" >"$world/other.json"
mv "$world/other.json" "$world/baseline.json"
expect_exit 77 bench --check
expect_out "SKIP: the baseline knows no instruction counts of "
expect_exit 0 bench --renew
expect_equal "$(jq '.instructions["gcc 2"].read_board' "$world/baseline.json")" 7 "the other compiler's count"
expect_exit 0 bench --check
