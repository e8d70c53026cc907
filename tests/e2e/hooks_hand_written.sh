# Beside hooks that somebody wrote by hand: reeve's lines go in and come out again, to the byte and to the mode.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)"
hooks=.git/hooks
both=(pre-commit pre-push)
state() { (cd $hooks; for file in "${both[@]}"; do [[ -e $file ]] && stat -c '%n %a' "$file" && sha256sum "$file"; done; :); }
# round_trip: what install did is undone by uninstall.
round_trip() {
  state >"$world/hooks.before"
  expect_exit 0 reeve hooks install
  expect_out "added reeve's lines to $clone/$hooks/pre-commit"
  state >"$world/hooks.installed"
  expect_exit 0 reeve hooks install
  expect_no_out "reeve's lines"
  diff "$world/hooks.installed" <(state) || fail "the second time changed something"
  expect_exit 0 reeve hooks uninstall
  diff "$world/hooks.before" <(state) || fail "the hooks are not as before"
}
# hook NAME MODE: its text from stdin.
hook() { cat >"$hooks/$1" && chmod "$2" "$hooks/$1"; }
break_table() { sed -i "/^| A-1 /a $(row A-1)" docs/tasks.md; git add docs/tasks.md; }

note "shell hooks of all kinds, also where they end early or hand over"
for first in '#!/bin/sh' '#!/bin/bash -eu' '#!/usr/bin/env bash' '#!/usr/bin/env -S bash -e' '#! /bin/sh -e'; do
  printf '%s\n%s\n' "$first" 'echo "mine: $*" >>../ran; exec true' | hook pre-commit 755
  printf '%s\n%s' "$first" 'while read -r line; do echo "mine: $1 $line" >>../ran; done; exit 0' | hook pre-push 750
  round_trip
  expect_exit 0 reeve hooks install
  rm -f ../ran
  break_table
  expect_exit 1 git commit -qm "twice"
  expect_err "git commit --no-verify"
  [[ ! -e ../ran ]] || fail "the user's hook ran although the commit was refused"
  git reset -q --hard
  echo more >>README.md
  expect_exit 0 git commit -qam "more"
  expect_exit 0 git push -q origin main
  expect_equal "$(head -1 ../ran)" "mine: "
  expect_equal "$(sed -n 2p ../ran)" \
    "mine: origin refs/heads/main $(git rev-parse HEAD) refs/heads/main $(git rev-parse HEAD~1)"
  expect_equal "$(wc -l <../ran)" 2 "lines of the user's hooks"
  # Nothing to push: no line comes out of nothing.
  git push -q origin main
  expect_equal "$(wc -l <../ran)" 2 "lines of the user's hooks"
  expect_exit 0 reeve hooks uninstall
done

note "what the user wrote around them meanwhile stays"
printf '#!/bin/sh\ntrue\n' | hook pre-commit 755
expect_exit 0 reeve hooks install
{ printf '#!/bin/sh\n# before\n'; tail -n +2 $hooks/pre-commit; printf 'echo after'; } >"$world/edited"
cp "$world/edited" $hooks/pre-commit
expect_exit 0 reeve hooks uninstall
expect_equal "$(cat $hooks/pre-commit)" "$(printf '#!/bin/sh\n# before\ntrue\necho after')"
rm -f $hooks/*
expect_exit 0 reeve hooks install
echo 'echo "mine too"' >>$hooks/pre-push
expect_exit 0 reeve hooks uninstall
[[ ! -e $hooks/pre-commit ]] || fail "a hook of reeve's alone stays"
expect_equal "$(tail -1 $hooks/pre-push)" 'echo "mine too"'
! grep -q "reeve check" $hooks/pre-push || fail "reeve's lines stay"
rm $hooks/pre-push

note "lines of reeve's that were changed are the user's now"
expect_exit 0 reeve hooks install
sed -i 's/reeve check --staged --quiet/true/' $hooks/pre-commit
sed -i '/^# <<< reeve/d' $hooks/pre-push
state >"$world/hooks.before"
expect_exit 0 reeve hooks install
expect_out "pre-commit has lines of reeve's that were changed"
expect_exit 0 reeve hooks uninstall
expect_out "reeve's lines in $clone/$hooks/pre-commit were changed"
expect_out "reeve's lines in $clone/$hooks/pre-push were changed"
diff "$world/hooks.before" <(state) || fail "a hook was written"

# stays TEXT: install prints what to add and writes nothing here.
stays() {
  state >"$world/hooks.before"
  expect_exit 0 reeve hooks install
  expect_out "$1"
  expect_out 'reeve check --staged --quiet || case $? in'
  diff "$world/hooks.before" <(state) || fail "a hook was written"
  rm -f $hooks/pre-commit
}
note "what reeve does not write into: it says what to add"
printf '#!/bin/sh\n' | hook pre-push 755
expect_exit 0 reeve hooks install
rm -f $hooks/pre-commit
printf '#!/usr/bin/env python3\nprint("mine")\n' | hook pre-commit 755
stays "pre-commit is no shell script"
printf 'echo mine\n' | hook pre-commit 755
stays "pre-commit is no shell script"
printf '#!/bin/sh\r\necho mine\r\n' | hook pre-commit 755
stays "pre-commit is no shell script"
printf '#!/bin/sh' | hook pre-commit 755
stays "pre-commit is no shell script"
printf '\x7fELF\x00\x00\n' | hook pre-commit 755
stays "pre-commit is no shell script"
: | hook pre-commit 755
stays "pre-commit is no shell script"
printf '#!/bin/sh\ntrue\n' | hook pre-commit 644
stays "pre-commit is not executable"
printf '#!/bin/sh\ntrue\n' >hook.sh
ln -s ../../hook.sh $hooks/pre-commit
stays "pre-commit is a link"
expect_equal "$(cat hook.sh)" "$(printf '#!/bin/sh\ntrue')"
ln -s nowhere $hooks/pre-commit
stays "pre-commit is a link"
rm hook.sh

note "hooks elsewhere: core.hooksPath, absolute, relative, of this clone or of all; a link as folder"
rm -f $hooks/*
mkdir .githooks "$world/shared"
git config core.hooksPath .githooks
expect_exit 0 reeve hooks install
expect_out "hooks lie in .githooks (core.hooksPath): add to $clone/.githooks/pre-commit"
expect_out "add to $clone/.githooks/pre-push"
git config --unset core.hooksPath
git config --global core.hooksPath "$world/shared"
expect_exit 0 reeve hooks install
expect_out "add to $world/shared/pre-push"
expect_equal "$(ls -A .githooks "$world/shared" $hooks | grep -c pre-)" 0
# There reeve's lines serve all repositories, also those without a table.
sed -n '/>>> reeve/,/<<< reeve/p' "$REEVE_SOURCE/hooks/pre-commit" | sed '1i #!/bin/sh' >"$world/shared/pre-commit"
sed -n '/>>> reeve/,/<<< reeve/p' "$REEVE_SOURCE/hooks/pre-push" | sed '1i #!/bin/sh' >"$world/shared/pre-push"
chmod +x "$world/shared/"*
expect_exit 0 reeve hooks install
expect_no_out "by hand"
break_table
expect_exit 1 git commit -qm "twice"
git reset -q --hard
git init -q --bare "$world/plain.git"
git clone -q "$world/plain.git" "$world/plain" 2>/dev/null
(cd "$world/plain" && git commit -q --allow-empty -m one && echo text >file && git add file &&
  expect_exit 0 git commit -qm two && expect_equal "$(cat "$world/err")" "" &&
  expect_exit 0 git push -q origin main && expect_equal "$(cat "$world/err")" "")
git config --global --unset core.hooksPath
git config core.hooksPath "$clone/.git/hooks"
expect_exit 0 reeve hooks install
expect_out "wrote $clone/.git/hooks/pre-push"
expect_exit 0 reeve hooks uninstall
git config --unset core.hooksPath
rm -rf $hooks
ln -s ../.githooks $hooks
expect_exit 0 reeve hooks install
expect_out "is a link to hooks that may be others' too"
expect_equal "$(ls -A .githooks)" ""
rm $hooks

note "dry runs tell all and do nothing"
expect_exit 0 reeve hooks uninstall
mkdir $hooks
printf '#!/bin/sh\nmine\n' | hook pre-commit 755
cp -a .git "$world/git.before"
expect_exit 0 reeve hooks install --dry-run
expect_out "would set merge.reeve.driver"
expect_out "would add reeve's lines to $clone/$hooks/pre-commit"
expect_out "would write $clone/$hooks/pre-push"
expect_out "+# >>> reeve"
expect_out "+/docs/tasks.md merge=reeve"
expect_no_out "mine"
diff -r .git "$world/git.before" || fail "the dry run wrote"
expect_exit 0 reeve hooks install
rm -r "$world/git.before"
cp -a .git "$world/git.before"
expect_exit 0 reeve hooks uninstall --dry-run
expect_out "would remove $clone/$hooks/pre-push"
expect_out "would take reeve's lines out of $clone/$hooks/pre-commit"
expect_out "-# >>> reeve"
expect_no_out "by hand"
diff -r .git "$world/git.before" || fail "the dry run wrote"

note "what an earlier version wrote is brought up to date"
expect_exit 0 reeve hooks uninstall
cat >$hooks/pre-commit <<'SH'
#!/bin/sh
# From `reeve hooks install`: a commit that changes the task table is judged first, as it is staged.
# It advises: `git commit --no-verify` and REEVE_HOOKS=0 go past it, and without reeve it is quiet.
[ "$REEVE_HOOKS" = 0 ] && exit 0
command -v reeve >/dev/null 2>&1 || exit 0
exec reeve check --staged
SH
cp $hooks/pre-commit "$world/former"
expect_exit 0 reeve hooks install
expect_out "wrote $clone/$hooks/pre-commit"
diff $hooks/pre-commit "$REEVE_SOURCE/hooks/pre-commit" || fail "not what is shipped"
cp "$world/former" $hooks/pre-commit
expect_exit 0 reeve hooks uninstall
expect_out "removed $clone/$hooks/pre-commit"

note "a linked worktree, and a caller with git's variables set, install for the clone"
git worktree add -q ../linked
(cd ../linked && GIT_DIR="$world/plain/.git" GIT_INDEX_FILE="$world/nothing" expect_exit 0 reeve hooks install)
[[ -x $hooks/pre-commit && -x $hooks/pre-push ]] || fail "no hooks"
cd ../linked
sed -i "/^| A-1 /a $(row A-1)" docs/tasks.md
expect_exit 1 git commit -qam "twice"

note "attributes without a last line end, and a key of the driver that is not ours, stay"
cd "$clone"
expect_exit 0 reeve hooks uninstall
printf '*.bin binary' >.git/info/attributes
cp .git/info/attributes "$world/attributes"
git config merge.reeve.recursive binary
expect_exit 0 reeve hooks install
expect_equal "$(git check-attr merge docs/tasks.md)" "docs/tasks.md: merge: reeve"
expect_exit 0 reeve hooks uninstall
cmp .git/info/attributes "$world/attributes" || fail "the attributes are not as they were"
expect_equal "$(git config --get-regexp '^merge[.]reeve[.]')" "merge.reeve.recursive binary"

note "a check that cannot be made does not keep anybody from committing, in the snippets either"
mkdir "$world/broken"
printf '#!/bin/sh\nexit 70\n' >"$world/broken/reeve"
chmod +x "$world/broken/reeve"
sed -n 's/^ *run: //p' "$REEVE_SOURCE/hooks/lefthook.yml" | while IFS= read -r command; do
  PATH=$world/broken:$PATH sh -c "$command" || fail "blocked: $command"
done
sed -i 's/70/65/' "$world/broken/reeve"
sed -n 's/^ *run: //p' "$REEVE_SOURCE/hooks/lefthook.yml" | while IFS= read -r command; do
  ! PATH=$world/broken:$PATH sh -c "$command" || fail "not blocked: $command"
done
