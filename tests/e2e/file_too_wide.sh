# A table of 65 537 columns is refused before it costs anything: exit 65.
source "$(dirname "$0")/support/lib.sh"

make_project
cp docs/tasks.md "$world/good"
{ printf "| id | status |"; printf " c |%.0s" {1..65535}; printf "\n|"; printf " - |%.0s" {1..65537}; printf "\n"; row A-1; } >docs/tasks.md
refused_file columns 1000 "another file"
(($(wc -c <"$world/err") < 2000)) || fail "a long message"
mended_by cp "$world/good" docs/tasks.md
