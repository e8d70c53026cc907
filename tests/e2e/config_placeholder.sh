# An unknown placeholder in the template is found before anything starts.
source "$(dirname "$0")/support/lib.sh"

make_project
printf 'Task: {id}\nDo {descripton}\n' >prompt.md
publish "a typing error"
refused 2 '{descripton}' '{description}' prompt.md -- reeve run
expect_attempts A-1 0
