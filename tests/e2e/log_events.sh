# `reeve log` of a worker that has a session tells its events in lines, while it runs too; --raw and a worker without a
# session give the bytes.
source "$(dirname "$0")/support/lib.sh"

stream=$REEVE_SOURCE/fixtures/claude/stream/02-tools.jsonl
head -n 3 "$stream" >"$world/first"
tail -n +4 "$stream" >"$world/rest"
make_fifo
echo "A-1 1 sh cat '$world/first'; hang $world/fifo; sh cat '$world/rest'; edit a.txt good; commit; result success" >"$plan"
make_project
record() { echo .git/reeve/runs/*/run.json; }
give_session() { sed -i 's/"session": *""/"session": "s-1"/' "$(record)"; grep -q '"session": *"s-1"' "$(record)"; }

start reeve run
wait_for_hang
expect_exit 0 reeve log A-1
cmp "$world/first" "$world/out" || fail "a command's output is not as it was"
give_session
mkfifo "$world/tap"
# It must not hold the fifo that the worker waits on.
reeve log -f A-1 >"$world/tap" 2>"$world/tap.err" </dev/null 9>&- &
follower=$!
exec 8<"$world/tap"
for expected in "· session d9a33cc1" "I will run a command." "· running echo hi && ls docs"; do
  IFS= read -r -t 20 line <&8 || fail "nothing came"
  [[ $line == "$expected"* ]] || fail "'$line' instead of '$expected'"
done
let_go
rest=$(cat <&8)
[[ $rest == *"· writing hello.txt"*'· ended: 3 turns, 16K tokens, $0.12'* ]] || fail "what came later is missing: $rest"
wait "$follower" || fail "log -f ended with $?: $(cat "$world/tap.err")"
ended 0

give_session
expect_exit 0 reeve log
expect_no_out '"type"'
expect_out "Now the file."
expect_exit 0 reeve log --raw A-1
head -n 9 "$world/out" | cmp - "$stream" || fail "--raw changed the bytes"
