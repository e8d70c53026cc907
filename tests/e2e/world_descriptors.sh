# Only 50 open files, with four lanes; and without inotify. Where 50 are too few for all lanes, that is said and nothing is lost.
source "$(dirname "$0")/support/lib.sh"

rows=()
for i in 1 2 3 4 5 6 7 8; do rows+=("$(row "A-$i")"); done
make_project "${rows[@]}"
few_files() { (ulimit -n "$1"; shift; exec "$@"); }
expect_exit 0 few_files 50 reeve run --lanes 4
for i in 1 2 3 4 5 6 7 8; do
  expect_row "A-$i" "done"
  expect_attempts "A-$i" 1
done
expect_followed

note "too few for anything"
board "$(row B-1)" "$(row B-2)" "$(row B-3)" "$(row B-4)" >docs/tasks.md
publish "four more"
base=$(remote_tip)
said=0
for ((files = 7; files < 50; files += 3)); do
  code=0
  few_files $files reeve run --lanes 4 >"$world/out" 2>"$world/err" </dev/null || code=$?
  [[ $code == 0 ]] && break
  [[ $code == 70 ]] && grep -q "Too many open files" "$world/err" || { cat "$world/err"; fail "$files: exit $code"; }
  said=$((said + 1))
  expect_clean_status
done
((said > 0)) || fail "never too few"
expect_exit 0 reeve run
for id in B-1 B-2 B-3 B-4; do
  expect_row $id "done"
done
expect_equal "$(git log --format=%s "$base..main" | grep -c ' done$')" 4 "verdicts"
expect_followed
