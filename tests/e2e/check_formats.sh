# The formats that CI systems read: whatever stands in a cell, they are well-formed, and nothing of it is read as markup
# or as a command.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)" "$(row A-2 not-started A-1)"
start=$(git rev-parse HEAD)
hostile=$'x]]><failure>&amp;"\'\e[31m\x01\xef\xbf\xbe::error file=a::b %0A##[error]c'
{
  board "$(row A-1)" "$(row A-2 done A-1)" "$(row "B-<1>")" "$(row C-1 not-started "$hostile")" "$(row 日本-1 not-started nirgends)"
} >docs/tasks.md
git config user.name $'::error::<Mallory> & "Co"'
commit_all "by hand"

note "JUnit: a case for each task and one for the file"
expect_exit 1 reeve check --base "$start" --format junit
xmllint --noout "$world/out" || fail "no well-formed XML"
at() { xmllint --xpath "$1" "$world/out"; }
expect_equal "$(at 'string(/testsuites/@tests)')" "$(at 'count(//testcase)')" "tests"
expect_equal "$(at 'string(/testsuites/testsuite/@failures)')" "$(at 'count(//testcase[failure])')" "failures"
expect_equal "$(at 'count(//testcase)')" 5
expect_equal "$(at 'string(//testcase[@name="A-2"]/@line)')" 6
expect_equal "$(at 'string(//testcase[@name="A-2"]/@classname)')" docs.tasks
expect_equal "$(at 'string(//testcase[@name="A-2"]/failure/@type)')" RV023
expect_equal "$(at 'count(//testcase[@name="A-1"]/*)')" 0
expect_equal "$(at 'count(//testcase[failure]/failure)')" "$(at 'count(//failure)')"
LC_ALL=C grep -qP '[\x00-\x08\x0b\x0c\x0e-\x1f]' "$world/out" && fail "a character that XML forbids"

note "SARIF 2.1.0"
expect_exit 1 reeve check --base "$start" --format sarif
jq -e '
  .version == "2.1.0" and (.runs | length) == 1 and (.runs[0] |
    .columnKind == "unicodeCodePoints" and .tool.driver.name == "reeve" and
    (.tool.driver.rules | map(.id) | length == (unique | length)) and
    (.tool.driver.rules | map(.id)) as $rules |
    (.results | length) > 2 and
    (.results | all(
      (.ruleId as $id | $rules | index($id) != null) and
      (.level | IN("error", "warning", "note")) and (.message.text | length) > 0 and
      (.locations[0].physicalLocation |
        .artifactLocation == {"uri": "docs/tasks.md", "uriBaseId": "%SRCROOT%"} and .region.startLine >= 1) and
      (.partialFingerprints["reeve/v1"] | test("^[0-9a-f]{16}$")))) and
    (.results | map(.partialFingerprints) | length == (unique | length)))' "$world/out" >/dev/null ||
  fail "the SARIF is not as it should be"
jq -e '.runs[0].results[] | select(.ruleId == "RV012" and .properties.task == "日本-1") |
  .locations[0].physicalLocation.region == {"startLine": 9, "startColumn": 44}' "$world/out" >/dev/null ||
  fail "columns are not counted in characters: $(jq -c '.runs[0].results[] | select(.ruleId == "RV012") | .locations[0]' "$world/out")"
note "the same finding has the same fingerprint wherever its line is"
jq -r '.runs[0].results[].partialFingerprints[]' "$world/out" | sort >"$world/prints"
sed -i '1i # More\n' docs/tasks.md
expect_exit 1 reeve check --base "$start" --format sarif
jq -r '.runs[0].results[].partialFingerprints[]' "$world/out" | sort | diff "$world/prints" - || fail "other fingerprints"
git checkout -q docs/tasks.md

note "annotations: each line is a command of ours"
expect_exit 1 reeve check --base "$start" --format github
grep -vE '^::(error|warning|notice) file=docs/tasks\.md(,line=[0-9]+,endLine=[0-9]+(,col=[0-9]+)?)?,title=RV[0-9]{3}::[^:]' "$world/out" &&
  fail "a line that is none of ours"
expect_out "::error file=docs/tasks.md,line=6,endLine=6,title=RV023::A-2: its status became 'done' by hand"
expect_out "%250A"
grep -q "$(printf '\e')" "$world/out" && fail "an escape sequence"
cp "$world/out" "$world/annotations"
note "auto: annotations where they are read, else text"
for name in GITHUB_ACTIONS GITEA_ACTIONS FORGEJO_ACTIONS; do
  expect_exit 1 env "$name=true" reeve check --base "$start"
  diff "$world/annotations" "$world/out" || fail "$name: no annotations"
done
expect_exit 1 env CI=woodpecker reeve check --base "$start"
expect_out "docs/tasks.md:6: error RV023"
expect_exit 1 env GITHUB_ACTIONS=true reeve check --base "$start" --format text
grep -q '^::' "$world/out" && fail "a line of text is a command"
grep -qF '##[' "$world/out" && fail "a command within a line"
expect_out '## [error]c'
for format in json jsonl sarif; do
  expect_exit 1 reeve check --base "$start" --format $format
  jq -S . "$world/out" >"$world/plain.json"
  expect_exit 1 env GITHUB_ACTIONS=true reeve check --base "$start" --format $format
  grep -qF '##[' "$world/out" && fail "a command in $format"
  [[ $format == sarif ]] || jq -S . "$world/out" | diff "$world/plain.json" - || fail "the $format is another"
done

note "a file of one's own, with a name that needs care"
mkdir "$world/a b"
cp docs/tasks.md "$world/a b/tä:sks,1%.md"
expect_exit 1 reeve check "$world/a b/tä:sks,1%.md" --format github
expect_out "/a b/tä%3Asks%2C1%25.md"
expect_exit 1 reeve check "$world/a b/tä:sks,1%.md" --format sarif
jq -e '.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri | test("^file:///.*/a%20b/t%C3%A4%3Asks%2C1%25.md$")' \
  "$world/out" >/dev/null || fail "the file's URI"
note "nothing found: reports all the same"
git checkout -q "$start" -- docs/tasks.md
expect_exit 0 reeve check --format junit
expect_equal "$(at 'string(/testsuites/@failures)')" 0
expect_exit 0 reeve check --format sarif
jq -e '.runs[0].results == []' "$world/out" >/dev/null || fail "results"
expect_exit 0 reeve check --format github
expect_equal "$(cat "$world/out")" ""

note "what other commands print of the table, on stdout and stderr, is no command either"
git reset -q --hard "$start"
board "$(row D-1)" | sed 's/Do D-1/::error::no ##[stop-commands]tok/' >docs/tasks.md
publish "hostile"
expect_exit 0 env GITHUB_ACTIONS=true reeve start D-1
cat "$world/out" "$world/err" >"$world/printed"
expect_exit 0 env GITHUB_ACTIONS=true reeve prompt D-1
expect_out ': :error::no ## [stop-commands]tok'
cat "$world/out" "$world/err" >>"$world/printed"
expect_exit 0 reeve reset D-1
expect_exit 0 env GITHUB_ACTIONS=true reeve run --once
expect_err '## [stop-commands]tok'
cat "$world/out" "$world/err" >>"$world/printed"
! grep -nE '^ *::|##\[' "$world/printed" || fail "a command"
