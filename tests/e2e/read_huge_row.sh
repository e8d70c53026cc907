# A row of 5 MB is read, worked on and kept; what is written at every step about the task stays small.
source "$(dirname "$0")/support/lib.sh"

make_project
long=$(head -c 5000000 /dev/zero | tr '\0' x)
{ printf '# Tasks\n\n%s\n| A-1 | not-started | %s | | | | | | | | | | |\n' "$header" "$long"; } >docs/tasks.md
publish "a long story"
for command in status next check "show A-1"; do
  expect_exit 0 timeout 20 reeve $command
  (($(wc -c <"$world/out") < 20000)) || fail "reeve $command printed the whole row"
done
expect_exit 0 timeout 60 reeve run
expect_row A-1 done
expect_equal "$(remote_board | tail -n 1 | grep -o ' x* ' | head -n 1 | tr -d ' \n' | wc -c)" 5000000 "the description's length"
(($(cat .git/reeve/runs/*/* | wc -c) < 200000)) || fail "the whole row is in the run's folder"
grep -qF "cut here" "$plan.attempts/A-1.prompt.1" || fail "the prompt does not say that it was cut"
expect_followed
