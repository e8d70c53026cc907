# `reeve doctor`: for each check, break exactly that, see it named, follow the printed mend, and all is well again.
source "$(dirname "$0")/support/lib.sh"

# well: no finding but ok.
well() {
  expect_exit 0 reeve doctor
  ! grep -q '^fail\|^warn' "$world/out" || fail "the doctor is not content: $(cat "$world/out")"
}
# ill LEVEL NAME TEXT: exactly that finding, with its mend as the next step.
ill() {
  local code=0
  [[ $1 == fail ]] && code=1
  expect_exit $code reeve doctor
  expect_equal "$(grep -c '^fail\|^warn' "$world/out")" 1 "findings"
  expect_equal "$(awk '/^fail|^warn/ {print $1, $2}' "$world/out")" "$1 $2" "finding"
  expect_out "$3"
  grep -F next: "$world/out" >"$world/err" || fail "no mend for $2"
}

make_project "$(row A-1)" "$(row A-2)"
well
for name in git repository configuration branch identity signing remote push tracking-file template worker set-up \
  gates notifications worktrees disk leftovers locks hooks clock program; do
  grep -q "^ok *$name " "$world/out" || fail "$name is not asked"
done
expect_out "2 tasks, 2 ready"
remember
well
expect_exit 0 reeve doctor --json
jq -e '.schema_version == 1 and .failed == false and (.findings | length == 21)' "$world/out" >/dev/null ||
  fail "$(cat "$world/out")"
expect_unchanged

note "git: too old, and not there"
mkdir "$world/old"
printf '#!/bin/sh\n[ "$(eval echo \\${$#})" = version ] && echo "git version 2.20.1" && exit\nexec /usr/bin/git "$@"\n' >"$world/old/git"
chmod +x "$world/old/git"
PATH="$world/old:$PATH" ill fail git "older than 2.36"
mkdir "$world/bare"
cp /bin/sh "$world/bare/"
expect_exit 1 env PATH="$world/bare" "$REEVE_BIN/reeve" doctor
expect_out "fail git"
well

note "repository: a merge under way; none at all"
git switch -q -c side
echo side >README.md
commit_all side
git switch -q main
echo main >README.md
publish main
git merge -q side >/dev/null 2>&1 && fail "there is no conflict"
ill warn repository "a merge is under way"
git checkout -q --ours README.md
git add README.md
git commit -qm both
git push -q origin main
well
expect_exit 1 reeve -C / doctor
expect_out "fail repository"

note "configuration"
mv reeve.json "$world/reeve.json"
ill fail configuration "no reeve.json"
take_next_step
rm docs/worker.md reeve.schema.json
sed 's/"gates"/"gatez"/' "$world/reeve.json" >reeve.json
ill fail configuration "gatez"
expect_err gates
mv "$world/reeve.json" reeve.json
well

note "branch"
git branch -q --unset-upstream
ill fail branch "no upstream"
take_next_step
well

note "identity"
git config --global --unset user.name
git config --global --unset user.email
git config --global user.useConfigOnly true
ill fail identity "who commits"
take_next_step
well

note "signing"
git config gpg.program false
git config commit.gpgsign true
ill fail signing "commit.gpgsign"
take_next_step
well

note "remote: not reachable; no such branch; not configured"
mv "$remote" "$remote.away"
ill fail remote "origin"
expect_err "git remote get-url"
mv "$remote.away" "$remote"
well
git -C "$remote" branch -q -m main trunk
ill fail remote "no branch 'main' on 'origin'"
take_next_step
git -C "$remote" symbolic-ref HEAD refs/heads/main
well
git remote rename -q origin elsewhere 2>/dev/null || git remote rename origin elsewhere
expect_exit 1 reeve doctor
expect_out "fail branch"
git remote rename elsewhere origin >/dev/null 2>&1
git fetch -q
well

note "push"
git config remote.origin.pushurl "$world/nowhere.git"
ill fail push "pushing"
git config --unset remote.origin.pushurl
well

note "tracking file: not published, unreadable, with errors, edited, behind, not fetched"
git rm -q --cached docs/tasks.md
git commit -qm "no table"
git push -q
echo docs/ >.git/info/exclude
ill fail tracking-file "not on origin/main"
take_next_step
: >.git/info/exclude
well
cp docs/tasks.md "$world/tasks.md"
echo "nothing" >docs/tasks.md
publish "no tables"
ill fail tracking-file "docs/tasks.md"
cp "$world/tasks.md" docs/tasks.md
publish "tables again"
board "$(row A-1)" "$(row A-2 not-started A-9)" >docs/tasks.md
publish "a typing error"
ill warn tracking-file "1 error"
cp "$world/tasks.md" docs/tasks.md
publish "mended"
well
sed -i 's/Do A-1/Do all/' docs/tasks.md
ill warn tracking-file "differs from origin/main"
take_next_step
well
elsewhere eval 'echo more >>docs/tasks.md'
sed -i 's/Do all/Do more/' docs/tasks.md
commit_all "not pushed"
git fetch -q
ill warn tracking-file "differs from origin/main"
take_next_step
well
git update-ref -d refs/remotes/origin/main
ill warn tracking-file "not fetched yet"
take_next_step
well

note "template"
mv prompt.md "$world/"
ill fail template "worker.template"
mv "$world/prompt.md" .
echo '{nonsense}' >>prompt.md
ill fail template "nonsense"
git checkout -q prompt.md
well

note "worker, set-up, gates"
cp reeve.json "$world/reeve.json"
sed -i "s#$support/fake-worker#no-such-worker#" reeve.json
ill fail worker "no-such-worker"
expect_exit 2 reeve run
expect_err "no-such-worker"
cp "$world/reeve.json" reeve.json
chmod -x sound.sh
sed -i 's#\["sh", "sound.sh"\]#["./sound.sh"]#' reeve.json
ill fail gates "sound.sh"
chmod +x sound.sh
well
sed -i 's#\["./sound.sh"\]#"no-such-linter --all"#' reeve.json
ill warn gates "no-such-linter"
cp "$world/reeve.json" reeve.json
sed -i 's#"gates"#"workspace": {"setup": [["no-such-installer"]]}, "gates"#' reeve.json
ill fail set-up "no-such-installer"
expect_exit 2 reeve run
cp "$world/reeve.json" reeve.json
well

note "notifications"
sed -i 's#"gates"#"on": {"done": ["true"], "stopped": ["no-such-bell", "ring"]}, "gates"#' reeve.json
ill warn notifications "no-such-bell"
sed -i 's#\["no-such-bell", "ring"\]#["true", "ring"]#' reeve.json
well
expect_out "2 commands"
cp "$world/reeve.json" reeve.json
well

note "worktrees: a place that is none; inside of the checkout"
sed -i 's#"gates"#"workspace": {"root": "README.md/trees"}, "gates"#' reeve.json
expect_exit 1 reeve doctor
expect_out "fail worktrees"
expect_exit 70 reeve run
cp "$world/reeve.json" reeve.json
sed -i 's#"gates"#"workspace": {"root": "my trees"}, "gates"#' reeve.json
ill warn worktrees "inside of the checkout"
take_next_step
well
cp "$world/reeve.json" reeve.json

note "locks"
touch .git/index.lock
ill warn locks "index.lock"
take_next_step
well

note "leftovers: a record that cannot be read goes out of the way, the others stay"
mkdir -p .git/reeve/runs/abcdefgh .git/reeve/runs/abcdefgi
echo '{' >.git/reeve/runs/abcdefgh/run.json
ill warn leftovers "the record of run abcdefgh is left alone"
take_next_step
[[ -d .git/reeve/runs/abcdefgi ]] || fail "another run is gone too"
well

note "leftovers: a run that was cut off"
git commit -qam "before the run" || true
git push -q
expect_exit 137 env REEVE_FAULT=set-up-marked reeve run --max-tasks 1
ill warn leftovers "1 run was cut off"
take_next_step
well
expect_row A-1 done

note "clock"
GIT_COMMITTER_DATE='2038-01-01T00:00:00Z' git commit -q --allow-empty -m "from the future"
git push -q
ill warn clock "from now"
git commit -q --allow-empty -m "now"
git push -q
well

note "hooks are told, but are no fault"
expect_exit 0 reeve doctor
expect_out "merge driver not installed"
expect_exit 0 reeve hooks install
well
expect_out "merge driver installed, git hooks installed"

note "program"
mkdir "$world/torn"
cp "$REEVE_BIN/reeve" "$REEVE_BIN/reeve-keeper" "$world/torn/"
expect_exit 1 "$world/torn/reeve" doctor
expect_out "fail program"
cp "$REEVE_BIN/reeve-libgit2.so" "$world/torn/"
expect_exit 0 "$world/torn/reeve" doctor
