# Two clones with `reeve hooks install`: real merges, rebases and pulls of the task table, by id and cell.
source "$(dirname "$0")/support/lib.sh"

# The hands here write statuses too, as reeve does.
export REEVE_HOOKS=0
make_project "$(row A-1)" "$(row A-2)" "$(row A-3)"
expect_exit 0 reeve hooks install
git clone -q "$remote" "$world/other"
(cd "$world/other"; reeve hooks install >/dev/null)

# set_cell ID FROM TO
set_cell() { sed -i "/^| $1 /s/$2/$3/" docs/tasks.md; }
in_other() { (cd "$world/other"; "$@"); }

# Adjacent rows, and two cells of one row, by `git pull --rebase`.
set_cell A-1 not-started done
publish "A-1 is done"
in_other eval 'set_cell A-2 not-started failed; set_cell A-1 "Do A-1" "Do more"; commit_all theirs'
expect_exit 0 in_other git pull -q --rebase
in_other grep -qF '| A-1 | done | Do more |' docs/tasks.md || fail "two cells of one row"
in_other grep -qF '| A-2 | failed |' docs/tasks.md || fail "an adjacent row"
in_other git push -q origin HEAD:main

# Rows appended on both sides and text beside the table, by `git pull --no-rebase`.
git pull -q
sed -i "/^| A-3 /a $(row B-1)" docs/tasks.md
sed -i '1s/.*/# All tasks/' docs/tasks.md
publish "B-1"
in_other eval 'sed -i "/^| A-3 /a $(row C-1)" docs/tasks.md; sed -i "s/The end./Fin./" docs/tasks.md; commit_all more'
expect_exit 0 in_other git pull -q --no-rebase --no-edit
expect_equal "$(in_other grep -o '^| [A-C]-[0-9]' docs/tasks.md | tr -d '|\n')" " A-1 A-2 A-3 C-1 B-1" "order"
in_other grep -qx '# All tasks' docs/tasks.md || fail "text of one side"
in_other grep -qx 'Fin.' docs/tasks.md || fail "text of the other side"
in_other git push -q origin HEAD:main

# The same cell changed differently: a conflict of that row, and both texts are there.
git pull -q
git switch -q -c topic
set_cell A-3 "Do A-3" "Do it thus"
commit_all thus
git switch -q main
set_cell A-3 "Do A-3" "Do it so"
set_cell B-1 not-started done
commit_all so
expect_exit 1 git merge topic
expect_err "docs/tasks.md: 1 conflict"
expect_equal "$(grep -c '^<<<<<<<\|^=======\|^>>>>>>>' docs/tasks.md)" 3 "marks"
expect_equal "$(sed -n '/^<<<<<<</,/^>>>>>>>/p' docs/tasks.md | wc -l)" 5 "lines in conflict"
grep -q "Do it thus" docs/tasks.md && grep -q "Do it so" docs/tasks.md || fail "a side is lost"
expect_exit 65 reeve check
sed -i '/^<<<<<<</d; /^=======/,/^>>>>>>>/d' docs/tasks.md
expect_exit 0 reeve check
git commit -qam "so it is"

# A side that is no table: as git merges text, and both sides are there.
git switch -q -c words
printf 'just words\n' >docs/tasks.md
git commit -q --no-verify -am words
git switch -q main
set_cell A-1 done failed
git commit -q -am "failed after all"
expect_exit 1 git merge words
expect_err "is merged as text"
grep -q "just words" docs/tasks.md && grep -q '^| A-1 | failed' docs/tasks.md || fail "a side is lost"
git merge --abort

# Without reeve in PATH git merges the text itself.
git switch -q -c later
set_cell A-1 "Do more" "Do most"
git commit -q --no-verify -am most
git switch -q main
echo "more words" >>docs/tasks.md
git commit -q --no-verify -am "words below"
expect_exit 0 env PATH=/usr/bin:/bin git merge --no-edit later
grep -q "Do most" docs/tasks.md && grep -q "more words" docs/tasks.md || fail "not merged without reeve"
