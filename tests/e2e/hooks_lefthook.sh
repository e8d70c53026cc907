# Beside the real lefthook: the job to add is printed, and works there.
source "$(dirname "$0")/support/lib.sh"
lefthook=$REEVE_SOURCE/build/npm-hooks/node_modules/.bin/lefthook
[[ -x $lefthook ]] || skip "no lefthook in build/npm-hooks; \`./dev test\` installs it, with a network"
mkdir "$world/tools"
ln -s "$lefthook" "$world/tools/lefthook"
PATH=$PATH:$world/tools

make_project "$(row A-1)"
note "the configuration alone tells it, under each of its names"
for name in lefthook.yml .lefthook.yaml lefthook.toml .config/lefthook.json; do
  mkdir -p .config
  touch "$name"
  expect_exit 0 reeve hooks install
  expect_out "lefthook runs the hooks here: add to $name"
  expect_out "run: if [ \"\$REEVE_HOOKS\" != 0 ]"
  [[ ! -e .git/hooks/pre-commit ]] || fail "a hook was written"
  rm "$name"
done

note "what is shipped and printed does the work"
cp "$REEVE_SOURCE/hooks/lefthook.yml" lefthook.yml
lefthook install >"$world/out" 2>&1
expect_exit 0 reeve hooks install
expect_out "kept $clone/lefthook.yml"
expect_no_out "by hand"
mv lefthook.yml "$world/lefthook.yml"
expect_exit 0 reeve hooks install
expect_out "lefthook runs the hooks here: add to lefthook.yml"
diff <(sed -n '/^# In lefthook.yml/,/use_stdin/p' "$world/out") "$world/lefthook.yml" || fail "not what is shipped"
mv "$world/lefthook.yml" .
sed -i '/^| A-1 /s/| not-started |/| done |/' docs/tasks.md
git add .
expect_exit 1 git commit -qm "done, I say"
grep -q "RV023: A-1" "$world/out" "$world/err" || fail "the commit was refused for another reason"
REEVE_HOOKS=0 expect_exit 0 git commit -qm "done, I say"
expect_exit 1 git push -q origin main
grep -q "RV023: A-1" "$world/out" "$world/err" || fail "the push was refused for another reason"
git reset -q --soft origin/main
git restore --staged --worktree docs
expect_exit 0 git commit -qm "lefthook"
expect_exit 0 git push -q origin main

note "a hook of reeve's that lefthook set aside comes out of there too"
git rm -q lefthook.yml
rm -f .git/hooks/*
expect_exit 0 reeve hooks install
cp "$REEVE_SOURCE/hooks/lefthook.yml" lefthook.yml
lefthook install >"$world/out" 2>&1
[[ -e .git/hooks/pre-commit.old ]] || fail "lefthook set nothing aside"
rm lefthook.yml
expect_exit 0 reeve hooks uninstall
expect_out "removed $clone/.git/hooks/pre-commit.old"
[[ ! -e .git/hooks/pre-commit.old ]] || fail "it is still there"
grep -q call_lefthook .git/hooks/pre-commit || fail "lefthook's own hook is gone"
