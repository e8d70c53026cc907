# `reeve check --base` judges commit by commit who changed what: reeve's own commits by their trailers, all others as a
# hand's, those of merged branches too; what a merge takes over is not held against it, what it throws away is.
source "$(dirname "$0")/support/lib.sh"

# status ID WORD: typed into the file by hand.
status() { sed -i "/^| $1 /s/^| $1 | [a-z-]* /| $1 | $2 /" docs/tasks.md; }
# judged CODE TEXT…: since the project began.
judged() {
  local code=$1 text; shift
  expect_exit "$code" reeve check --base "$start"
  for text in "$@"; do expect_out "$text"; done
}
# tried COMMAND…: what it commits is judged, and taken back.
back() { git reset -q --hard "$sound"; }

make_project "$(row A-1)" "$(row A-2 not-started A-1)" "$(row A-3)"
start=$(git rev-parse HEAD)
sed -i '/^| A-3 /s/Do A-3/Do it well/' docs/tasks.md
publish "better words"
expect_exit 0 reeve run --max-tasks 2
expect_exit 0 reeve add "one more"
git pull -q
sound=$(git rev-parse HEAD)

note "what reeve did, and what others may do, is sound"
judged 0 "A-3: description 'Do A-3' -> 'Do it well', by E. Tester" "A-1: status 'in-progress' -> 'done', by run "
expect_no_out " RV0"
expect_exit 0 reeve check --base "$start" --format json
jq -e '.base == "'"$start"'" and (.problems | length) == 0 and (.changes | length) > 5' "$world/out" >/dev/null ||
  fail "the JSON is not that"

note "done by hand, told with commit and author, at the row's line"
status A-3 done
commit_all "all done"
judged 1 "docs/tasks.md:7: error RV023: A-3: its status became 'done' by hand" \
  "(in $(git rev-parse --short=12 HEAD) by E. Tester <tester@example.org>)"
note "it stays in the history although a later commit takes it back; since then, nothing is wrong"
bad=$(git rev-parse HEAD)
status A-3 not-started
commit_all "not quite"
judged 1 "RV023: A-3: its status became 'not-started' by hand"
back
note "not committed yet, it is judged too"
status A-3 done
judged 1 "RV023: A-3"
expect_no_out "(in "
back

note "the same with a claim and a verdict whose trailers were typed: each must do what reeve does, and nothing else"
forged() { # STATUS-WORD TRAILERS
  commit_all "chore(tasks): A-3 $1

Reeve-Task: A-3
Reeve-Run: aaaaaaaa
Reeve-Status: $1${2:+
$2}"
}
claim() { sed -i '/^| A-3 /s/.*/| A-3 | in-progress | Do it well | #1 | | | | | fake\/aaaaaaaa | 2026-01-01T00:00:00Z | | 5K | |/' docs/tasks.md; }
claim; forged in-progress
judged 0
status A-3 done; forged done
judged 1 "RV031: A-3: it became done, but the commit has no Reeve-Commit" "Reeve-Tree" "Reeve-Gates"
git reset -q --hard HEAD^
evidence() { printf 'Reeve-Commit: %s\nReeve-Tree: %s\nReeve-Gates: none' "$1" "$2"; }
status A-3 done; forged done "$(evidence "$(git rev-parse reeve/A-1)" "$(git rev-parse 'HEAD^{tree}')")"
judged 1 "RV032: A-3: Reeve-Tree is not the tree of the commit"
git reset -q --hard HEAD^
status A-3 done; forged done "$(evidence 1111111111111111111111111111111111111111 "$(git rev-parse 'HEAD^{tree}')")"
judged 0 "warning RV033: A-3: the commit 111111111111 that it was accepted with is not here"
git reset -q --hard HEAD^
status A-3 done; sed -i '/^| A-3 /s/Do it well/Do less/' docs/tasks.md; forged done "$(evidence "$(git rev-parse reeve/A-1)" "$(git rev-parse 'reeve/A-1^{tree}')")"
judged 1 "RV029: A-3: a commit of reeve's with the status 'done' does not change its description"
git reset -q --hard HEAD^
status A-3 done; sed -i 's/The end/An end/' docs/tasks.md; forged done "$(evidence "$(git rev-parse reeve/A-1)" "$(git rev-parse 'reeve/A-1^{tree}')")"
judged 1 "RV029: A-3: a commit of reeve's changes this row alone"
git reset -q --hard HEAD^
status A-3 failed; forged done "$(evidence "$(git rev-parse reeve/A-1)" "$(git rev-parse 'reeve/A-1^{tree}')")"
judged 1 "RV030: A-3: Reeve-Status says 'done', but its row says 'failed'"
back
status A-3 done; forged done
judged 1 "RV028: A-3: no step of reeve's leads from 'not-started' to 'done'" "RV030: A-3: a verdict on a row that nobody worked on"
back
claim; sed -i 's,fake/aaaaaaaa,fake/bbbbbbbb,' docs/tasks.md; forged in-progress
judged 1 "RV030: A-3: Reeve-Run says 'aaaaaaaa', but the row was that of 'fake/bbbbbbbb'"
back

note "what came with a merged branch is judged; what the merge takes over is not"
git checkout -q -b topic "$start"
sed -i '/^| A-3 /s/Do A-3/Do it my way/' docs/tasks.md
commit_all "my way"
git checkout -q main
git merge -q topic -s ours -m "a merge that keeps what is published"
judged 0 "A-3: description 'Do A-3' -> 'Do it my way'"
back
git checkout -q -B topic "$start"
status A-3 done
commit_all "done, says the branch"
git checkout -q main
git merge -q topic -s ours -m "merged"
judged 1 "RV023: A-3: its status became 'done' by hand"
back

note "a merge that throws away what reeve recorded"
git checkout -q -B topic "$start"
echo more >more.txt
commit_all "more"
git merge -q -s ours main -m "merge main"
expect_exit 1 reeve check --base main
expect_out "RV034: lost in a merge: A-1"
git checkout -q main
note "the same, where what it throws away is told too"
claimed=$(git log --format=%H --grep='^Reeve-Status: in-progress' --grep='^Reeve-Task: A-1$' --all-match)
git checkout -q -B topic "$claimed"
git merge -q -s ours main -m "merge main"
judged 1 "RV034: lost in a merge: A-1: its status became 'in-progress' by hand"
git checkout -q main
note "a table from elsewhere, with another root, is not free to bring what is done"
git checkout -q --orphan other
status A-3 done
commit_all "another beginning"
git checkout -q main
git merge -q --allow-unrelated-histories -X theirs other -m "both together" 2>/dev/null
judged 1 "RV023: A-3: its status became 'done' by hand"
back

note "evidence for another repository, which is none, is looked up all the same"
claim; forged in-progress
status A-3 done
forged done "$(evidence 1111111111111111111111111111111111111111 "$(git rev-parse 'HEAD^{tree}')")
Reeve-Repo: nowhere"
judged 0 "warning RV033: A-3: the commit 111111111111"
git reset -q --hard HEAD^
status A-3 done
forged done "$(evidence x "$(git rev-parse 'HEAD^{tree}')")
Reeve-Repo: nowhere"
judged 1 "RV032: A-3: Reeve-Commit 'x' is not the id of a commit"
back

note "a configuration that has the change judged by its own measure"
for more in '"statuses": {"done": ["not-started"]}' '"columns": {"state": "status"}' '"tracking_file": "docs/other.md"'; do
  config_more=$more write_config
  cp docs/tasks.md docs/other.md
  commit_all "another measure"
  judged 1 "RV035: reeve.json: "
  back
done

note "HEAD's table cannot be read, although what lies here can"
git show "$sound:docs/tasks.md" >"$world/table.md"
rm docs/tasks.md
ln -s ../table.md docs/tasks.md
commit_all "a link"
rm docs/tasks.md
cp "$world/table.md" docs/tasks.md
expect_exit 65 reeve check --base "$start"
expect_err "docs/tasks.md at HEAD"
back
git rm -q docs/tasks.md
commit_all "away"
mkdir -p docs
cp "$world/table.md" docs/tasks.md
expect_exit 66 reeve check --base "$start"
expect_err "HEAD does not have the tracking file"
rm docs/tasks.md
back

note "the row is gone, the file was gone in between, or could not be read"
sed -i '/^| A-1 /d' docs/tasks.md; commit_all "tidied"
judged 1 "RV026: A-1"
back
git rm -q docs/tasks.md; commit_all "away"
mkdir -p docs; git show "$sound:docs/tasks.md" | sed '/^| A-1 /s/ done / not-started /' >docs/tasks.md; commit_all "again"
judged 1 "RV023: A-1: its status became 'not-started' by hand"
back
printf '<<<<<<< x\n' >>docs/tasks.md; commit_all "a conflict"
git show "$sound:docs/tasks.md" >docs/tasks.md; commit_all "solved"
judged 0
back

note "who brings a table into the repository may bring what is done already"
git rm -q docs/tasks.md; commit_all "none"
none=$(git rev-parse HEAD)
mkdir -p docs; git show "$sound:docs/tasks.md" >docs/tasks.md; commit_all "a table"
expect_exit 0 reeve check --base "$none"
back

note "severity decides the exit code"
status A-3 done; commit_all "done"
expect_exit 0 reeve check --base "$start" --fail-on never
expect_out RV023
back
