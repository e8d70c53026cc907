# The examples in hooks/ci do what they say: their commands, cut out of the files, in checkouts and environments like
# those of their CI.
source "$(dirname "$0")/support/lib.sh"

examples=$REEVE_SOURCE/hooks/ci

# commands_of FILE STEP: what a step of an example runs, as a shell script.
commands_of() {
  awk -v step="$2" '
    { line = $0; sub(/^ */, "", line); indent = length($0) - length(line) }
    line == "" || line ~ /^#/ { next }
    inside && indent <= depth { inside = found = 0; exit }
    inside { sub(/^- /, "", line); print line; next }
    line == "- name: " step || line == step ":" { found = 1; next }
    found && line ~ /^(commands:|script:|run: \|)$/ { inside = 1; depth = indent }
  ' "$examples/$1" >"$world/commands"
  [[ -s $world/commands ]] || fail "$1 has no step '$2'"
}
# does CODE FILE STEP VARIABLE…: in the current checkout.
does() {
  local code=$1 file=$2 step=$3; shift 3
  commands_of "$file" "$step"
  note "$file, $step: $(tr '\n' ';' <"$world/commands")"
  expect_exit "$code" env CI=true "$@" sh -e "$world/commands"
}
# The commits of a pipeline: HEAD is `$1`; whole history, as the examples ask for.
pipeline_clone() {
  cd "$world"
  rm -rf "$clone" "$clone.worktrees"
  git init -q "$clone"
  cd "$clone"
  git remote add origin "$remote"
  git fetch -q origin '+refs/heads/*:refs/remotes/origin/*'
  git checkout -q --detach "$1"
}

make_project "$(row A-1)" "$(row A-2)" "$(row A-3)" "$(row A-4)"
start=$(git rev-parse HEAD)
sed -i '/^| A-1 /s/Do A-1/Do it/' docs/tasks.md
publish "better words"
good=$(git rev-parse HEAD)
git checkout -q -b topic
sed -i '/^| A-1 /s/not-started/done/' docs/tasks.md
commit_all "done, it says"
git push -q origin topic
topic=$(git rev-parse HEAD)

woodpecker=(CI=woodpecker CI_REPO_DEFAULT_BRANCH=main)
github=(GITHUB_ACTIONS=true)
gitlab=(GITLAB_CI=true CI_DEFAULT_BRANCH=main CI_PROJECT_URL="$world/remote")
printf '{"before": "%s"}' "$start" >"$world/push"

note "a good push"
pipeline_clone "$good"
does 0 woodpecker.yaml check "${woodpecker[@]}" CI_PIPELINE_EVENT=push CI_PREV_COMMIT_SHA="$start"
expect_out "A-1: description 'Do A-1' -> 'Do it'"
does 0 github.yml check "${github[@]}" GITHUB_EVENT_NAME=push GITHUB_REF=refs/heads/main GITHUB_EVENT_PATH="$world/push"
does 0 gitlab.yml tasks:check "${gitlab[@]}" CI_PIPELINE_SOURCE=push CI_COMMIT_BRANCH=main CI_COMMIT_BEFORE_SHA="$start"
xmllint --noout tasks.xml || fail "the report"

note "a bad pull request"
pipeline_clone "$topic"
does 1 woodpecker.yaml check "${woodpecker[@]}" CI_PIPELINE_EVENT=pull_request CI_COMMIT_TARGET_BRANCH=main
expect_out "error RV023: A-1"
does 1 github.yml check "${github[@]}" GITHUB_EVENT_NAME=pull_request GITHUB_REF=refs/pull/1/merge GITHUB_BASE_REF=main
expect_out "::error file=docs/tasks.md,line=5"
for name in GITEA_ACTIONS FORGEJO_ACTIONS; do
  does 1 github.yml check "${github[@]}" $name=true GITHUB_EVENT_NAME=pull_request GITHUB_REF=refs/pull/1/head GITHUB_BASE_REF=main
done
does 1 gitlab.yml tasks:check "${gitlab[@]}" CI_PIPELINE_SOURCE=merge_request_event CI_MERGE_REQUEST_DIFF_BASE_SHA="$good"
expect_equal "$(xmllint --xpath 'string(//testcase[@name="A-1"]/failure/@type)' tasks.xml)" RV023 "the report"

note "the night, once in each"
night() {
  local id=$1; shift
  pipeline_clone "$(remote_tip)"
  # One task each, that the next has one.
  elsewhere sed -i "s/^| $id | [a-z-]* /| $id | not-started /" docs/tasks.md
  git fetch -q origin main
  git checkout -q --detach FETCH_HEAD
  does 0 "$@"
  expect_row "$id" done
}
hold() { sed -i '/^| A-[1-4] /s/ not-started / deferred /' docs/tasks.md; }
elsewhere hold
night A-1 woodpecker.yaml run "${woodpecker[@]}" CI_PIPELINE_EVENT=cron CI_COMMIT_REF=refs/heads/main
echo '{"repository": {"default_branch": "main"}}' >"$world/event"
night A-2 github.yml run "${github[@]}" GITHUB_EVENT_NAME=schedule GITHUB_REF=refs/heads/main GITHUB_EVENT_PATH="$world/event"
night A-3 gitlab.yml tasks:run "${gitlab[@]}" CI_PIPELINE_SOURCE=schedule CI_COMMIT_BRANCH=main

note "the plugin: settings are PLUGIN_ variables, lists are JSON"
plugin() { env CI=woodpecker "$@" sh "$examples/woodpecker-plugin.sh"; }
pipeline_clone "$topic"
export CI_PIPELINE_EVENT=pull_request CI_COMMIT_TARGET_BRANCH=main
expect_exit 1 plugin PLUGIN_BASE="$good" PLUGIN_REPORTS='["junit:reports/tasks.xml", "sarif:reports/tasks.sarif"]'
expect_out "error RV023: A-1"
xmllint --noout reports/tasks.xml || fail "no JUnit report"
jq -e '.runs[0].results[0].ruleId == "RV023"' reports/tasks.sarif >/dev/null || fail "no SARIF report"
expect_exit 0 plugin PLUGIN_BASE="$good" PLUGIN_FAIL_ON=never PLUGIN_FORMAT=jsonl PLUGIN_REPORTS=json:tasks.json
jq -e '.rule == "RV023"' < <(head -n 1 "$world/out") >/dev/null || fail "no JSON Lines"
jq -e .problems tasks.json >/dev/null || fail "no JSON report"
expect_exit 2 plugin PLUGIN_COMMAND=sing
expect_err "command is check or run"
expect_exit 2 plugin PLUGIN_REPORTS=junit
expect_err "FORMAT:PATH"
expect_exit 2 plugin PLUGIN_COMMAND=run PLUGIN_ALONE=perhaps
elsewhere sed -i '/^| A-4 /s/ deferred / not-started /' docs/tasks.md
cd "$world"
pipeline_clone "$(remote_tip)"
unset CI_COMMIT_TARGET_BRANCH
export CI_PIPELINE_EVENT=cron CI_COMMIT_REF=refs/heads/main CI_REPO_DEFAULT_BRANCH=main CI=woodpecker
expect_exit 0 plugin PLUGIN_COMMAND=run PLUGIN_MAX_TASKS=3 PLUGIN_LANES=1 PLUGIN_ALONE=true PLUGIN_GIT_TOKEN=t
expect_row A-4 done

note "every setting that docs.md names is read, and the other way round"
diff <(grep -oE '^\| `[a-z_]+`' "$examples/docs.md" | tr -d '|` ' | tr a-z A-Z | sort) \
  <(grep -oE 'PLUGIN_[A-Z_]+' "$examples/woodpecker-plugin.sh" | sed s/PLUGIN_// | sort -u) || fail "docs.md"
