# The hooks judge who changed what: at commit the staged table, at push the commits that go to the tracked branch.
source "$(dirname "$0")/support/lib.sh"

config_more='"branch": "main"'
make_project "$(row A-1)" "$(row A-2)" "$(row A-3 in-progress)"
expect_exit 0 reeve hooks install
set_status() { sed -i "/^| $1 /s/| [a-z-]* |/| $2 |/" docs/tasks.md; }
back() { git merge --abort 2>/dev/null || true; git checkout -q -f main; git fetch -q; git reset -q --hard origin/main; }
past() { REEVE_HOOKS=0 "$@"; }

note "reeve itself passes, and so do its workers, whose table is older than what is staged nowhere"
expect_exit 0 reeve run --max-tasks 1
expect_row A-1 done
git worktree add -q ../old HEAD~2
(cd ../old && echo more >more.txt && git add more.txt && expect_exit 0 git commit -qm "beside an older table")
git worktree remove -f ../old

note "at commit: what reeve writes is not written by hand, and the message says what to do"
set_status A-2 done
expect_exit 1 git commit -qam "done, I say"
expect_err 'docs/tasks.md:6: error RV023: A-2: its status became'
expect_err '`reeve start A-2`, then `reeve finish A-2`'
expect_err "git commit --no-verify"
back
sed -i '/^| A-3 /s/Do A-3/Do less/' docs/tasks.md
expect_exit 1 git commit -qam "of a row in-progress"
expect_err "RV025: A-3"
expect_err '`reeve reset A-3`'
back
sed -i '/^| A-1 /d' docs/tasks.md
expect_exit 1 git commit -qam "tidied up"
expect_err "RV026: A-1"
back
sed -i '/^| A-2 /s/Do A-2/Do it well/' docs/tasks.md
sed -i "/^| A-2 /a $(row A-4 not-started A-2)" docs/tasks.md
expect_exit 0 git commit -qam "better words, and another task"
expect_exit 0 git push -q origin main

note "a merge has what either side had, and mends of its own are judged"
git checkout -q -b topic HEAD~1
sed -i '/^| A-2 /s/#1/#2/' docs/tasks.md
expect_exit 0 git commit -qam "an issue, on an older table"
git checkout -q main
expect_exit 0 reeve run --max-tasks 1
git checkout -q topic
git merge -q --no-commit main >"$world/out" 2>&1 || true
expect_exit 0 git commit -qm "from main"
git checkout -q main
git merge -q --no-ff --no-commit topic
set_status A-4 done
git add docs/tasks.md
expect_exit 1 git commit -qm "an evil merge"
expect_err "RV023: A-4"
git show topic:docs/tasks.md >docs/tasks.md
git add docs/tasks.md
expect_exit 0 git commit -qm "from topic"
expect_exit 0 git push -q origin main

# refused_at_push TEXT ARGS…
refused_at_push() {
  local text=$1 before; shift
  before=$(remote_tip)
  expect_exit 1 git push "$@"
  expect_out "$text"
  expect_err "git push --no-verify"
  expect_tip_unchanged "$before"
}
note "at push: a commit that went past the other hook is found, wherever it is in the push"
set_status A-4 done
git commit -q --no-verify -am "done, I say"
hand=$(git rev-parse --short=12 HEAD)
git commit -q --allow-empty -m "behind it"
refused_at_push "(in $hand by E. Tester" origin main
refused_at_push "RV023: A-4" origin HEAD:main
refused_at_push "RV023: A-4" origin 'HEAD^{/behind it}:main'
refused_at_push "RV023: A-4" --mirror origin
refused_at_push "RV023: A-4" "$remote" main
# A mend by a further commit does not make it good, a rebase does.
git revert --no-edit HEAD~1 >"$world/out"
refused_at_push "(in $hand" origin main
expect_exit 0 git push -q origin HEAD:refs/heads/topic
git tag v1
expect_exit 0 git push -q origin v1 :refs/heads/topic
PATH=/usr/bin:/bin expect_exit 0 git push -q --dry-run origin main
REEVE_HOOKS=0 expect_exit 0 git push -q --dry-run origin main
expect_exit 0 git push -q --no-verify --dry-run origin main
back

note "a merge that brings it in does not hide it; one that leaves it out is judged all the same"
git checkout -q -b other
set_status A-4 done
past git commit -qam "done, I say"
git checkout -q main
git merge -q --no-ff -m "from other" other
refused_at_push "RV023: A-4" origin main
back

note "a new branch: what is on the remote already is settled, a new table is nobody's record yet"
git init -q --bare "$world/new.git"
expect_exit 0 git push -q "$world/new.git" main
git checkout -q -b fresh
set_status A-4 done
past git commit -qam "done, I say"
git init -q --bare "$world/newer.git"
expect_exit 1 git push -q "$world/newer.git" fresh:main
expect_out "RV023: A-4"
back

note "a shallow clone knows less, and judges what it knows"
git clone -q --depth 1 "file://$remote" "$world/shallow" 2>/dev/null
cd "$world/shallow"
expect_exit 0 reeve hooks install
echo more >>README.md
expect_exit 0 git commit -qam "more"
expect_exit 0 git push -q origin main
set_status A-4 done
past git commit -qam "done, I say"
refused_at_push "RV023: A-4" origin main

note "what reeve cannot judge stops nobody"
echo '{ "nonsense": 1 }' >reeve.json
past git commit -q --amend -am "no configuration"
expect_exit 0 git push -q --dry-run origin main
