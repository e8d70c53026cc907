# An id that looks like a path never leads out of the place of worktrees.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row ../../x)"
reeve run >"$world/out" 2>"$world/err" </dev/null || true
expect_row A-1 done
known=" after before clone clone.worktrees err home out plan.attempts remote.git "
for entry in $(ls "$world"); do
  [[ $known == *" $entry "* ]] || fail "$entry appeared"
done
expect_equal "$(ls -A "$world/home")" .gitconfig "the home folder"
expect_clean_status
