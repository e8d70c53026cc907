# An unknown placeholder in the template is found before anything starts; the nearest known one is named.
source "$(dirname "$0")/support/lib.sh"

make_project
printf 'Task: {id}\nDo {descripton}\n' >prompt.md
publish "a typing error"
tip=$(remote_tip)
refused 2 '{descripton} in line 2' 'did you mean {description}?' prompt.md "known names: id, " -- reeve run
expect_tip_unchanged "$tip"
expect_attempts A-1 0
mended_by sed -i 's/{descripton}/{description}/' prompt.md
grep -qF "Do A-1" "$plan.attempts/A-1.prompt.1" || fail "the placeholder is not filled in"
