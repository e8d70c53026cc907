# Beside the real husky: what to add is printed, works there, and nothing of husky's is written.
source "$(dirname "$0")/support/lib.sh"
tools=$REEVE_SOURCE/build/npm-hooks/node_modules
[[ -e $tools/.bin/husky ]] || skip "no husky in build/npm-hooks; \`./dev test\` installs it, with a network"
PATH=$PATH:$tools/.bin
command -v node >/dev/null || skip "no node, which husky needs"

make_project "$(row A-1)"
# The text that `reeve hooks install` prints for a file of that name.
printed() {
  reeve hooks install | awk -v file="/$1:" '
    / add to / {on = substr($0, length($0) - length(file) + 1) == file; next} on && NF' | sed '/^kept /d'
}
for folder in .husky .config/husky; do
  note "husky in $folder"
  node "$tools/husky/bin.js" $folder
  expect_equal "$(git config core.hooksPath)" "$folder/_"
  cp -a $folder "$world/husky.before"
  expect_exit 0 reeve hooks install
  expect_out "husky runs the hooks here: add to $clone/$folder/pre-commit"
  expect_out "husky runs the hooks here: add to $clone/$folder/pre-push"
  diff -r $folder "$world/husky.before" || fail "husky's folder was written"
  [[ ! -e .git/hooks/pre-commit && ! -e .git/hooks/pre-push ]] || fail "a hook that nobody runs was written"

  note "what it printed, added by hand, does the work, beside the user's own lines"
  for hook in pre-commit pre-push; do
    { printed $hook; printf 'echo "mine $*" >>../ran\n'; } >"$world/hook"
    cp "$world/hook" $folder/$hook
  done
  expect_exit 0 reeve hooks install
  expect_out "kept $clone/$folder/pre-push"
  expect_no_out "by hand"
  rm -f ../ran
  sed -i '/^| A-1 /s/| not-started |/| done |/' docs/tasks.md
  expect_exit 1 git commit -qam "done, I say"
  expect_err "RV023: A-1"
  git commit -q --no-verify -am "done, I say"
  expect_exit 1 git push -q origin main
  grep -q "RV023: A-1" "$world/out" "$world/err" || fail "the push was refused for another reason"
  [[ ! -e ../ran ]] || fail "the user's lines ran"
  git reset -q --hard origin/main
  git commit -q --allow-empty -m "nothing of the table"
  expect_exit 0 git push -q origin main
  expect_equal "$(cat ../ran)" "$(printf 'mine \nmine origin %s' "$remote")"

  note "uninstall says what is left to do"
  expect_exit 0 reeve hooks uninstall
  expect_out "take 'reeve check --staged' out of $clone/$folder/pre-commit"
  expect_out "take 'reeve check --pre-push' out of $clone/$folder/pre-push"
  rm -r $folder "$world/husky.before"
  git config --unset core.hooksPath
done
