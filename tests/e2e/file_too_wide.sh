# A table of 65 537 columns is refused before it costs anything: exit 65.
source "$(dirname "$0")/support/lib.sh"

make_project
{ printf "| id | status |"; printf " c |%.0s" {1..65535}; printf "\n|"; printf " - |%.0s" {1..65537}; printf "\n"; row A-1; } >docs/tasks.md
publish "a bad file"
refused 65 docs/tasks.md columns -- reeve status
refused 65 docs/tasks.md columns -- reeve next
refused 65 docs/tasks.md columns -- reeve run
expect_attempts A-1 0
