# A sparse checkout with and without the tracking file in it: published all the same, and not one file more appears.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
mkdir src far
echo code >src/code.c
echo far >far/away.c
publish "two folders"
for cone in "src docs" "src"; do
  git sparse-checkout set --cone $cone
  board "$(row A-1)" "$(row A-2 not-started A-1)" >"$world/board"
  [[ $cone == *docs* ]] || elsewhere cp "$world/board" docs/tasks.md
  [[ $cone == *docs* ]] || elsewhere sh -c "sed -i 's/A-1/B-1/g; s/A-2/B-2/g' docs/tasks.md"
  find . -path ./.git -prune -o -type f -print | sort >"$world/files"
  expect_exit 0 reeve run
  expect_equal "$(remote_board | grep -c '| done')" 2 "done rows"
  find . -path ./.git -prune -o -type f -print | sort | diff "$world/files" - >&2 || fail "files came or went"
  expect_equal "$(git rev-parse HEAD)" "$(remote_tip)" "the local branch"
  expect_clean_status
  [[ ! -e far/away.c ]] || fail "the sparse checkout was widened"
done
git sparse-checkout disable
expect_followed
