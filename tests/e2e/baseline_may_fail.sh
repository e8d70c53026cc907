# "baseline": "may-fail": the task that mends what is broken can be done; the gate still decides.
source "$(dirname "$0")/support/lib.sh"

gates='[{"name": "sound", "command": ["sh", "sound.sh"], "baseline": "may-fail"}]'
make_project "$(row A-1)"
touch broken
publish "broken before"
echo 'A-1 1 edit a.txt nothing; commit; result success
A-1 2 wants broken is here; remove broken; commit; result success' >"$plan"
expect_exit 0 reeve run
expect_row A-1 done
expect_attempts A-1 2
git -C "$remote" ls-tree --name-only reeve/A-1 | grep -q broken && fail "still broken"
true
