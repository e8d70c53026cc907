# Without reeve.json: exit 2, and the printed next step makes one.
source "$(dirname "$0")/support/lib.sh"

make_project
git rm -q reeve.json
publish "no configuration"
refused 2 reeve.json -- reeve run
expect_equal "$(next_step)" "reeve init"
take_next_step
[[ -f reeve.json ]] || fail "reeve init wrote no reeve.json"
