# --json: JSON Lines on stdout, the summary last, nothing else there; errors as JSON on stderr.
source "$(dirname "$0")/support/lib.sh"

# Every line of $world/$1 is one JSON object.
expect_json_lines() {
  while IFS= read -r line; do
    jq -e 'type == "object"' >/dev/null <<<"$line" || fail "no JSON object: $line"
  done <"$world/$1"
  ! grep -v '^{.*}$' "$world/$1" >&2 || fail "a line is no JSON object"
}

expect_json() {
  jq -e 'type == "object"' "$world/$1" >/dev/null || fail "no JSON object"
  [[ $(head -c 1 "$world/$1")$(tail -n 1 "$world/$1" | tail -c 2) == '{}' ]] || fail "no JSON object"
}

row_of_quotes='| A-2 | not-started | "quotes" \\ and a tab	and ünï | #1 | | | | | | | | 5K | |'
make_project "$(row A-1)" "$row_of_quotes"
expect_exit 0 reeve run --json
expect_json_lines out
[[ $(tail -n 1 "$world/out") == *'"event":"summary"'* ]] || fail "the summary is not the last line"
[[ $(tail -n 1 "$world/out") == *'"stop":"all-done"'* ]] || fail "the reason is not told"
for event in claimed preparing attempt worker-ended gate pushed done; do
  grep -q "\"event\":\"$event\"" "$world/out" || fail "no event $event"
done
for query in "status --json" "next --json" "show A-2 --json" "check --format json" "status --json --tables"; do
  expect_exit 0 reeve $query
  expect_json out
done
expect_exit 2 reeve show NONE --json
expect_json_lines err
grep -q '"error":{' "$world/err" || fail "no error object"
git remote remove origin
expect_exit 2 reeve run --json
tail -n 1 "$world/out" >"$world/last"
cat "$world/last" "$world/err" >"$world/both"
expect_json_lines both
grep -q '"hint"' "$world/both" || fail "no hint"
