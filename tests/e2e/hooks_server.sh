# hooks/server on a bare remote: the table on its branch is written by reeve's identity alone, or with its key.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2)"
at_server() { git -C "$remote" "$@"; }
as_reeve() { GIT_COMMITTER_NAME=reeve GIT_COMMITTER_EMAIL=reeve@ci.example.org "$@"; }
# change_table WORDS: commits it.
change_table() {
  sed -i "/^| A-2 /s/Do[^|]*/Do $1 /" docs/tasks.md
  git commit -qm "words: $1" docs/tasks.md
}
# refused_push ARGS…: the remote stays as it is.
refused_push() {
  local before
  before=$(at_server for-each-ref)
  expect_exit 1 git push "$@"
  expect_err "hook declined"
  expect_equal "$(at_server for-each-ref)" "$before" "refs of the remote"
}
back() { git checkout -q main && git fetch -q --prune && git reset -q --hard origin/main; }

install -m 755 "$REEVE_SOURCE/hooks/server/pre-receive" "$remote/hooks/pre-receive"

note "as long as nobody is named, nobody writes it; all else goes through"
change_table first
refused_push origin main
expect_err "Nobody is named as its writer yet"
back
echo more >>README.md
publish "not the table"
git tag v1
expect_exit 0 git push -q origin v1

note "reeve by its committer; another hand not, wherever in the push the commit is"
at_server config --add reeve.writer other@example.org
at_server config --add reeve.writer '*@ci.example.org'
as_reeve expect_exit 0 reeve run --max-tasks 1
expect_row A-1 done
change_table again
hand=$(git rev-parse HEAD)
git commit -q --allow-empty -m "behind it"
refused_push origin main
expect_err "refs/heads/main: $hand by <tester@example.org> changes docs/tasks.md"
expect_err '`reeve add`'
refused_push origin HEAD:refs/heads/main HEAD:refs/heads/topic
# `update` lets the other refs pass.
mv "$remote/hooks/pre-receive" "$remote/hooks/update"
expect_exit 1 git push origin HEAD:refs/heads/main HEAD:refs/heads/topic
expect_equal "$(remote_tip topic)" "$(git rev-parse HEAD)"
expect_equal "$(remote_tip)" "$(git rev-parse origin/main)"
mv "$remote/hooks/update" "$remote/hooks/pre-receive"

note "a branch that is not guarded takes it, but it does not come to the guarded one by that"
refused_push origin origin/topic:main
expect_err "$hand"
git checkout -q -b merged origin/main
git merge -q --no-ff -m "a merge" origin/topic
refused_push origin merged:main
expect_err "$hand"
at_server branch -q -D topic
back

note "a merge that takes the file from either side is nobody's change; one with a version of its own is"
git checkout -q -b side HEAD~1
echo side >side.txt
git add side.txt
git commit -qm "beside"
git merge -q --no-ff -m "from main" main
git checkout -q main
git merge -q --no-ff -m "from side" side
expect_exit 0 git push -q origin main
git checkout -q -b side2 HEAD~1
echo side2 >side2.txt
git add side2.txt
git commit -qm "beside"
git checkout -q main
git merge -q --no-commit --no-ff side2
sed -i "/^| A-2 /s/Do/Undo/" docs/tasks.md
git add docs/tasks.md
git commit -qm "an evil merge"
refused_push origin main
expect_err "$(git rev-parse HEAD)"
back

note "a merge that takes an older table is nobody's change, and loses what reeve wrote"
root=$(git rev-list --max-parents=0 HEAD)
git checkout -q -b older "$root"
git merge -q -s ours -m "all is merged" main
refused_push origin older:main
expect_err "refs/heads/main: a merge takes an older docs/tasks.md than the one that is here"
echo behind >behind.txt
git add behind.txt
git commit -qm "behind it"
refused_push origin older:main
note "merged forth and back, the table stays, and reeve goes on"
git checkout -q -B around "$root"
echo around >around.txt
git add around.txt
git commit -qm "around"
git merge -q -m "from main" main
git checkout -q main
git merge -q -s ours --no-ff -m "from around" around
expect_exit 0 git push -q origin main
as_reeve expect_exit 0 reeve add "another"
git pull -q
expect_exit 0 git push -q origin main
back

note "a forced push that takes reeve's commits back, and one that does not"
git reset -q --hard "$(git log --format=%H -1 HEAD -- docs/tasks.md)~1"
refused_push --force origin main
expect_err "would take back commits that change docs/tasks.md"
back
echo forced >>README.md
git commit -qam "forth"
expect_exit 0 git push -q origin main
git commit -q --amend -m "and forth"
expect_exit 0 git push -q --force origin main

note "new branches: all are guarded with '*', a tag is no way around that; to delete one is allowed"
change_table new
at_server config --add reeve.trackedBranch '*'
expect_exit 0 git push -q origin HEAD:refs/tags/around
refused_push origin 'HEAD:refs/heads/$(id>gone);x'
refused_push origin HEAD:refs/heads/deep/er
expect_err "$(git rev-parse HEAD)"
expect_exit 0 git push -q origin :refs/tags/around
back
expect_exit 0 git push -q origin HEAD:refs/heads/same
at_server config --unset reeve.trackedBranch
expect_exit 0 git push -q origin :same

note "the file gone, or another in its place, is a change; hostile names change nothing"
git rm -q -r docs
git commit -qm "no table"
refused_push origin main
ln -s /etc docs
git add docs
git commit -qm "elsewhere"
refused_push origin main
back
GIT_COMMITTER_EMAIL=$'x@ci.example.org|\e[31m' change_table hostile
refused_push origin main
expect_err "<x@ci.example.org??"
back
GIT_COMMITTER_EMAIL='*' change_table star
refused_push origin main
back

note "what a replacement says does not count"
change_table replaced
real=$(git rev-parse HEAD)
fake=$(as_reeve git commit-tree -p HEAD~1 -m fake "HEAD^{tree}")
git update-ref "refs/replace/$real" "$fake"
git push -q origin "refs/replace/$real"
refused_push origin main
git update-ref -d "refs/replace/$real"
back

note "in quarantine: what is refused leaves no object behind"
change_table quarantined
left=$(git rev-parse HEAD)
refused_push origin main
! at_server cat-file -e "$left" 2>"$world/err" || fail "the commit is in the remote"
back

note "ten thousand commits are judged in one go"
awk -v count=10000 'BEGIN {
  for (i = 1; i <= count; i++) {
    print "commit refs/heads/many\ncommitter reeve <reeve@ci.example.org> " 1767225600 + i " +0000"
    print "data 4\nmany"
    if (i == 1) print "from refs/heads/main^0"
    print "M 644 inline docs/tasks.md\ndata " length("| id | status |\n|--|--|\n| T-" i " | todo |\n")
    print "| id | status |\n|--|--|\n| T-" i " | todo |\n"
  }
}' | git fast-import --quiet
started=$SECONDS
expect_exit 0 git push -q origin many:main
note "it took $((SECONDS - started)) s"
((SECONDS - started < 30)) || fail "too long"
git fetch -q

if ssh-keygen -q -t ed25519 -N '' -C reeve -f "$world/key" && ssh-keygen -q -t ed25519 -N '' -f "$world/other"; then
  note "by key: an e-mail alone does not do, nor another key"
  at_server config reeve.signers "$(ssh-keygen -l -f "$world/key" | cut -d' ' -f2)"
  printf '* %s\n' "$(cat "$world/key.pub")" "$(cat "$world/other.pub")" >"$world/allowed"
  at_server config gpg.ssh.allowedSignersFile "$world/allowed"
  back
  printf '\n\nx\n' >>docs/tasks.md
  as_reeve git commit -qam unsigned
  refused_push origin main
  as_reeve git -c gpg.format=ssh -c user.signingKey="$world/other" commit -q -S --amend -m "another key"
  refused_push origin main
  git -c gpg.format=ssh -c user.signingKey="$world/key" commit -q -S --amend -m "reeve's key, not its e-mail"
  refused_push origin main
  as_reeve git -c gpg.format=ssh -c user.signingKey="$world/key" commit -q -S --amend -m "reeve's key"
  expect_exit 0 git push -q origin main
else
  note "no ssh-keygen here: signatures are not tried"
fi
