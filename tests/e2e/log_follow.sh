# `reeve log -f` beside a running loop prints as it comes, and ends when the worker has, or its reader.
source "$(dirname "$0")/support/lib.sh"

make_fifo
echo "A-1 1 say before; hang $world/fifo; say after; edit a.txt good; commit; result success" >"$plan"
make_project
start reeve run
wait_for_hang
mkfifo "$world/tap"
# It must not hold the fifo that the worker waits on.
reeve log -f A-1 >"$world/tap" 2>"$world/tap.err" </dev/null 9>&- &
follower=$!
exec 8<"$world/tap"
IFS= read -r -t 20 line <&8 || fail "nothing came"
[[ $line == *before* ]] || fail "'$line' came first"

note "who follows ends with whoever reads it, although nothing more comes"
for following in "log -f A-1" "status --watch"; do
  timeout 60 bash -c "set -o pipefail; reeve $following | head -n 1" >"$world/first" 2>&1 9>&- </dev/null || fail "$following: $? $(cat "$world/first")"
  expect_equal "$(wc -l <"$world/first")" 1 "lines of $following"
done

let_go
rest=$(cat <&8)
[[ $rest == *after* ]] || fail "what came later is missing: $rest"
wait "$follower" || fail "log -f ended with $?: $(cat "$world/tap.err")"
ended 0
expect_row A-1 done
