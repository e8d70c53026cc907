# A worker that edits the tracking file is not accepted; the edit is never published.
source "$(dirname "$0")/support/lib.sh"

cat >"$plan" <<PLAN
A-1 1 sh sed -i s/in-progress/done/ docs/tasks.md; commit cheat; result success
A-1 2 wants docs/tasks.md; sh git reset -q --hard HEAD^; edit a.txt good; commit; result success
A-2 1 sh sed -i s/in-progress/done/ docs/tasks.md; commit cheat; result success
A-2 2 sh git revert --no-edit HEAD >/dev/null; edit a.txt good; commit; result success
PLAN
worker_more='"attempts": 2'
make_project "$(row A-1)" "$(row A-2)"
expect_exit 1 reeve run
expect_row A-1 done
expect_attempts A-1 2
expect_attempts A-2 2
expect_equal "$(git log --format=%s main..reeve/A-1 -- docs/tasks.md reeve.json)" ""
git -C "$remote" log --all --format=%s | grep >/dev/null cheat && fail "the edit was published"
given_up A-2 "changes docs/tasks.md, the table of tasks, which only reeve writes"
