# A row of 5 MB is read, worked on and kept.
source "$(dirname "$0")/support/lib.sh"

make_project
long=$(head -c 5000000 /dev/zero | tr '\0' x)
{ printf '# Tasks\n\n%s\n| A-1 | not-started | %s | | | | | | | | | | |\n' "$header" "$long"; } >docs/tasks.md
publish "a long story"
expect_exit 0 reeve status
(($(wc -c <"$world/out") < 20000)) || fail "the whole row was printed"
expect_exit 0 reeve run
expect_row A-1 done
(($(remote_board | wc -c) > 5000000)) || fail "the description was cut"
expect_followed
