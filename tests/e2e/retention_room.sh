# However young: of runs that are done only those that have room beside the newest 1000 stay; a failure keeps its time.
source "$(dirname "$0")/support/lib.sh"

make_project
expect_exit 0 reeve run
run=$(cell A-1 9 | cut -d/ -f2)
# Copies of that run with names of their own, each begun later than the one before, all before it.
last=1003
mapfile -t ids < <(awk -v last=$last 'BEGIN { for (i = 1; i <= last; ++i) { id = ""; n = i
  for (k = 0; k < 8; ++k) { id = sprintf("%c", 97 + n % 26) id; n = int(n / 26) } print id } }')
(cd .git/reeve/runs; mkdir "${ids[@]}")
awk -v run="$run" '
  FNR == NR { record = record $0 "\n"; next }
  { one = record
    gsub(run, $1, one)
    sub(/"started_at_ms": [0-9]+/, "\"started_at_ms\": " 1000 + FNR, one)
    if (FNR == 1) sub(/"outcome": "done"/, "\"outcome\": \"failed\"", one)
    path = ".git/reeve/runs/" $1 "/run.json"
    printf "%s", one >path
    close(path) }' ".git/reeve/runs/$run/run.json" <(printf '%s\n' "${ids[@]}")
expect_exit 0 reeve doctor
expect_out "1004 runs on record"
expect_out "3 runs are older than keep.runs (30d) or have no room: the next \`reeve run\` removes what is left of them"
expect_exit 0 reeve run
expect_err "removed what 3 runs left"
expect_equal "$(ls .git/reeve/runs | wc -l)" 1001 "runs on record"
for i in 1 2 3; do [[ ! -e .git/reeve/runs/${ids[i]} ]] || fail "the run ${ids[i]} is left"; done
for id in "${ids[0]}" "${ids[4]}" "$run"; do [[ -e .git/reeve/runs/$id ]] || fail "the run $id is gone"; done
git rev-parse -q --verify reeve/A-1 >/dev/null || fail "the branch that other runs use is gone"
expect_exit 0 reeve run
expect_no_err "removed"
