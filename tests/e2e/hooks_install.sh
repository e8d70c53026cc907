# `reeve hooks install`: idempotent; `uninstall` takes out what it put in.
source "$(dirname "$0")/support/lib.sh"

make_project
remember
cp .git/config "$world/config"
expect_exit 0 reeve hooks install
expect_out "wrote $clone/.git/hooks/pre-commit"
expect_out "wrote $clone/.git/hooks/pre-push"
[[ -x .git/hooks/pre-commit && -x .git/hooks/pre-push ]] || fail "a hook is not executable"
expect_equal "$(git check-attr merge docs/tasks.md)" "docs/tasks.md: merge: reeve"
expect_unchanged
cp -r .git/hooks .git/info .git/config "$world/home/"
expect_exit 0 reeve hooks install
expect_no_out wrote
expect_no_out "by hand"
for part in hooks info config; do diff -r .git/$part "$world/home/$part" || fail "$part changed"; done

# The hook stops a commit of a broken table, as it is staged, and no other commit.
echo "a change" >>README.md
git commit -qam "not of the table"
sed -i "/^| A-1 /a $(row A-1)" docs/tasks.md
git add docs/tasks.md
git show HEAD:docs/tasks.md >docs/tasks.md
expect_exit 1 git commit -qm "twice the same id"
expect_err "docs/tasks.md:5: error"
expect_exit 0 env REEVE_HOOKS=0 git commit -qm "twice the same id"
git reset -q --hard HEAD~1
# A commit of one file is made from an index of its own.
sed -i 's/Do A-1/Do all/' docs/tasks.md
expect_exit 0 git commit -qm "better words" docs/tasks.md

expect_exit 0 reeve hooks uninstall
[[ ! -e .git/hooks/pre-commit && ! -e .git/hooks/pre-push ]] || fail "a hook is still there"
expect_equal "$(git check-attr merge docs/tasks.md)" "docs/tasks.md: merge: unspecified"
diff <(git config --file "$world/config" --list) <(git config --local --list) || fail "the configuration differs"
expect_exit 0 reeve hooks uninstall
expect_equal "$(cat "$world/out")" ""

# Attributes that cannot be read are not written over.
expect_exit 0 reeve hooks uninstall
mkdir -p .git/info
seq -f '# remark %.0f' 100000 >.git/info/attributes
sum=$(sha256sum <.git/info/attributes)
expect_exit 70 reeve hooks install
expect_err .git/info/attributes
expect_equal "$(sha256sum <.git/info/attributes)" "$sum" "the user's attributes"
rm .git/info/attributes
expect_exit 0 reeve hooks install

# Another merge driver of the user's stays, and a linked worktree shares what is installed.
expect_exit 0 reeve hooks uninstall
echo "*.md merge=union" >.gitattributes
expect_exit 0 reeve hooks install
expect_out "has merge=union"
rm .gitattributes
git worktree add -q ../linked
cd ../linked
expect_exit 0 reeve hooks install
[[ -x $clone/.git/hooks/pre-commit ]] || fail "no hook for the linked worktree"
expect_equal "$(git check-attr merge docs/tasks.md)" "docs/tasks.md: merge: reeve"
