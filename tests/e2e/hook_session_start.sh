# A session is told where the work stands when it begins; a hook never breaks it, whatever is off.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/hooks.sh"

make_project "$(row A-1 "done")" "$(row A-2)"
hook SessionStart
expect_answer .hookSpecificOutput.additionalContext "1 of 2 done"
expect_answer .hookSpecificOutput.additionalContext "reeve start"
expect_equal "$(jq -r .hookSpecificOutput.hookEventName "$world/out")" SessionStart
hook SessionStart '.source = "compact"'
expect_answer .hookSpecificOutput.additionalContext "ready: A-2"
expect_clean_status

# Also from a folder of the project, and by the project that Claude Code names.
(cd docs && hook SessionStart && expect_answer .hookSpecificOutput.additionalContext "1 of 2 done")
(cd "$world" && export CLAUDE_PROJECT_DIR=$clone && hook SessionStart &&
  expect_answer .hookSpecificOutput.additionalContext "1 of 2 done")

# A limit that ended the turn before is told.
hook StopFailure '.error = "rate_limit"'
expect_silence
hook SessionStart '.source = "resume"'
expect_answer .hookSpecificOutput.additionalContext "A usage limit ended"
hook SessionStart '.source = "resume"'
expect_no_out "A usage limit ended"

# What is off is told to the person.
tell_hook SessionStart <<<"no JSON"
expect_answer .systemMessage "nothing that is JSON"
tell_hook SessionStart </dev/null
expect_answer .systemMessage "nothing that is JSON"
tell_hook nonsense <<<"{}"
expect_answer .systemMessage "there is no hook 'nonsense'"
echo '{"gate": []}' >reeve.json
hook SessionStart
expect_answer .systemMessage "gate: unknown key"
hook Stop
expect_answer .systemMessage "gate: unknown key"
hook PreToolUse
expect_silence
git checkout -q reeve.json
echo "no table" >docs/tasks.md
hook SessionStart
expect_answer .systemMessage "docs/tasks.md"
rm docs/tasks.md
hook SessionStart
expect_answer .systemMessage "there is no tracking file"
git checkout -q docs/tasks.md

# A worker of `reeve run` has an assignment; a project without reeve has nothing to say.
REEVE_RUN=abcdefgh hook SessionStart
expect_silence
git rm -q --cached reeve.json && mv reeve.json "$world/"
hook SessionStart
expect_silence
hook Stop
expect_silence
mkdir "$world/elsewhere" && cd "$world/elsewhere"
for event in SessionStart PreToolUse PostToolBatch PreCompact Stop SubagentStop StopFailure SessionEnd; do
  hook "$event"
  expect_silence
done
cd "$clone" && mv "$world/reeve.json" .
