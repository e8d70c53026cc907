# An id that looks like a path never leads out of the place of worktrees, and is told as it is.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row ../../x)"
expect_exit 0 reeve run
expect_err "../../x   done"
expect_row A-1 done
expect_row ../../x done
known=" after before clone clone.worktrees err home out plan.attempts remote.git "
for entry in $(ls "$world"); do
  [[ $known == *" $entry "* ]] || fail "$entry appeared"
done
expect_equal "$(ls -A "$world/home")" .gitconfig "the home folder"
expect_equal "$(git -C "$remote" for-each-ref --format='%(refname)' refs/heads/reeve | grep -c '^refs/heads/reeve/[A-Za-z0-9-]*$')" 2 "branches"
expect_followed
expect_exit 0 reeve show ../../x
expect_out done
