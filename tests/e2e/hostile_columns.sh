# Every column of the table with every hostile text, through everything that shows the table: nothing runs, and each output
# stays what it is: text for a terminal, JSON, XML, commands of ours to a pipeline.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hostile.sh"

columns=(id status description issue repo branch depends_on blocks agent started_at completed_at estimate used notes)
hostile_header="| $(printf '%s | ' "${columns[@]}")"
# hostile_row ID COLUMN TEXT: a row with the text in that column.
hostile_row() {
  local column line="|" value
  for column in "${columns[@]}"; do
    case $column in
      id) value=$1 ;;
      status) value=not-started ;;
      description) value="Do it" ;;
      *) value= ;;
    esac
    [[ $column != "$2" ]] || value=$3
    line+=" $value |"
  done
  printf '%s\n' "$line"
}
hostile_board() {
  local column text n=0
  printf '# Tasks\n\n%s\n%s\n' "$hostile_header" "| $(printf -- '--- | %.0s' "${columns[@]}")"
  for column in "${columns[@]}"; do
    for text in "${hostile_texts[@]}"; do hostile_row "H-$((++n))" "$column" "$(cell_of "$text")"; done
  done
  # In-progress and done rows with another's hostile marks; ids that look like options and paths.
  hostile_row R-1 agent "x/$(cell_of "${hostile_texts[5]}")/aaaaaaaa" | sed 's/not-started/in-progress/'
  for text in --help -x ../../x /etc/passwd .git 'a$(touch${IFS}pwned)' 'a;touch${IFS}pwned' '`touch${IFS}pwned`' "A${esc}[31m-9" ::error::x '{id}' '{"a":1}'; do
    hostile_row "$text" description "by its id"
  done
}
make_project
start=$(git rev-parse HEAD)
hostile_board >docs/tasks.md
publish "a hostile board"

# What is shown; JSON on one hand, text on the other.
texts=(status "status --verbose" next "check --format text" "run --dry-run" brief "budget" log doctor "show H-30" "show -- --help" "show ../../x" "prompt H-30" "completion --ids" "check --base $start --format text" "check --staged --format text" "reset H-1" "start NONE" "add --id H-1 x")
for command in "${texts[@]}"; do
  reeve $command >"$world/said" 2>&1 </dev/null || true
  expect_harmless "$world/said" "reeve $command"
  GITHUB_ACTIONS=true reeve $command >"$world/said" 2>&1 </dev/null || true
  expect_harmless "$world/said" "reeve $command"
  expect_no_commands "$world/said" "reeve $command, in a pipeline"
done
for command in "status --json" "status --json --tables" "next --json" "check --format json" "check --format jsonl" "check --base $start --format sarif" "budget --json" "show H-30 --json" "show --json -- --help" "show NONE --json" "run --dry-run --json" "doctor --json"; do
  reeve $command >"$world/out" 2>"$world/err" </dev/null || true
  for stream in out err; do
    # Beside errors as JSON there are notes in words.
    grep '^[{[ \]}]' "$world/$stream" >"$world/said" || continue
    jq -e . "$world/said" >"$world/parsed" || fail "reeve $command: its $stream is no JSON"
    ! raw_controls "$world/said" || fail "reeve $command: a control character in JSON"
    ! grep -F -e '##vso[' -e '##teamcity[' "$world/said" || fail "reeve $command: a command in JSON"
  done
done
reeve check --base "$start" --format junit >"$world/out" 2>"$world/err" </dev/null || true
xmllint --noout "$world/out" || fail "no well-formed XML"
expect_harmless "$world/out" JUnit
expect_equal "$(xmllint --xpath 'count(//failure[not(@type)])' "$world/out")" 0 "failures that are none of ours"
reeve check --base "$start" --format github >"$world/out" 2>"$world/err" </dev/null || true
! grep -vE '^::(error|warning|notice) file=docs/tasks\.md(,line=[0-9]+,endLine=[0-9]+(,col=[0-9]+)?)?,title=RV[0-9]{3}::[^:]' "$world/out" || fail "an annotation that is none of ours"
! raw_controls "$world/out" && ! raw_directions "$world/out" || fail "an annotation with what is not seen"

note "the answers of hooks, of the status line and of tools"
hook() { jq -nc --arg cwd "$clone" '{session_id: "s-1", transcript_path: "/none", cwd: $cwd, tool_name: "Bash", tool_input: {command: "cat docs/tasks.md"}, source: "startup"}'; }
for event in session-start stop pre-tool session-end pre-compact; do
  hook | reeve hook $event >"$world/said" 2>"$world/err" || true
  expect_harmless "$world/said" "reeve hook $event"
  [[ ! -s $world/said || $event == pre-compact ]] || jq -e . "$world/said" >"$world/parsed" || fail "reeve hook $event: no JSON"
done
hook | reeve statusline >"$world/said" || true
expect_harmless "$world/said" statusline
call() { jq -nc --argjson id "$1" --arg name "$2" --argjson arguments "$3" '{jsonrpc: "2.0", id: $id, method: "tools/call", params: {name: $name, arguments: $arguments}}'; }
{
  echo '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}'
  echo '{"jsonrpc":"2.0","method":"notifications/initialized"}'
  n=2
  for text in "${hostile_texts[@]}"; do
    for tool in show reset prompt finish; do call $((n++)) $tool "$(jq -nc --arg id "$text" '{id: $id}')"; done
  done
  call $((n++)) status '{}'
} >"$world/calls"
timeout 60 reeve mcp <"$world/calls" >"$world/said" 2>"$world/err" || true
(($(wc -l <"$world/said") >= 2)) || fail "no tool has answered"
jq -e . "$world/said" >"$world/parsed" || fail "an answer of a tool is no JSON"
jq -r '.result.content[]?.text, .error.message? // empty' "$world/said" >"$world/parsed"
expect_harmless "$world/parsed" "the answers of tools"

note "completion: an id is never expanded"
source <(reeve completion bash)
COMP_WORDS=(reeve show '') COMP_CWORD=2 COMPREPLY=()
_reeve
printf '%s\n' "${COMPREPLY[@]}" >"$world/said"
! grep -E '[$;`]|^-' "$world/said" || fail "an id that a shell takes apart is offered"

note "variables of a pipeline, which the author of a branch decides"
for text in "${hostile_texts[@]}" "--output=$world/pwned-c" "-x" "@{-1}" ":/x"; do
  for variables in "GITHUB_ACTIONS=true GITHUB_BASE_REF" "CI=woodpecker CI_PIPELINE_EVENT=pull_request CI_COMMIT_TARGET_BRANCH" "CI=woodpecker CI_PIPELINE_EVENT=push CI_PREV_COMMIT_SHA" "GITLAB_CI=true CI_COMMIT_BEFORE_SHA"; do
    env ${variables% *} "${variables##* }=$text" reeve check --base auto --format text >"$world/said" 2>&1 </dev/null || true
    expect_harmless "$world/said" "$variables"
  done
done
expect_nothing_ran
expect_equal "$(git status --porcelain)" "" "git status"
