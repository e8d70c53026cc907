# Without reeve.json: exit 2; the printed next step makes one, and the message after that is the right one.
source "$(dirname "$0")/support/lib.sh"

make_project
git rm -q reeve.json
publish "no configuration"
refused 2 "there is no reeve.json" -- reeve run
take_next_step
[[ -f reeve.json ]] || fail "reeve init wrote no reeve.json"
# The starter file has a worker that is not installed here, and gates that a person must choose.
refused 2 reeve.json "next:" -- reeve run
expect_attempts A-1 0
write_config
expect_exit 0 reeve run
expect_row A-1 done
