# `reeve check --staged` judges the index, not the work tree; `--base` says who changed what.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
expect_exit 0 reeve check --staged
expect_err "no change of docs/tasks.md is staged"
sed -i '/^| A-2 /s/A-1/A-9/' docs/tasks.md
expect_exit 0 reeve check --staged
git add docs/tasks.md
git show HEAD:docs/tasks.md >docs/tasks.md
expect_exit 1 reeve check --staged
expect_out "docs/tasks.md:6:"
expect_out "unknown"
expect_exit 0 reeve check
expect_exit 1 reeve check --staged --format json
expect_out '"rule":"RV012"'
git rm -q -f --cached docs/tasks.md
expect_exit 66 reeve check --staged
take_next_step
expect_exit 0 reeve check --staged
refused 2 "leave the file out" -- reeve check --staged docs/tasks.md

# Who changed what: another hand, reeve itself, and what is not committed yet.
base=$(git rev-parse HEAD)
sed -i '/^| A-2 /s/Do A-2/Do it/' docs/tasks.md
publish "better words"
expect_exit 0 reeve run --max-tasks 1
sed -i '/^| A-2 /d' docs/tasks.md
expect_exit 0 reeve check --base "$base"
expect_out "docs/tasks.md: A-2: description 'Do A-2' -> 'Do it', by E. Tester in $(git rev-parse --short=12 HEAD~2)"
expect_out "A-1: status 'in-progress' -> 'done', by run "
expect_out "docs/tasks.md: A-2 removed, not committed"
expect_exit 0 reeve check --base "$base" --format jsonl
expect_out '"change":"removed","id":"A-2"'
refused 2 "no commit 'nowhere'" -- reeve check --base nowhere

note "a squashed merge loses who changed what, and is told so"
git reset -q --hard
git checkout -q -B squashing
git checkout -q -b squashed
sed -i '0,/ not-started /s// done /' docs/tasks.md
git commit -q --no-verify -am "done elsewhere"
git checkout -q squashing
git merge -q --squash squashed >/dev/null
expect_exit 1 reeve check --staged
expect_out "by a squashed merge, which loses who did it"
