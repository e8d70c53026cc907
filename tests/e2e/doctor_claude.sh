# `reeve doctor` with Claude Code as the worker: each check broken, named, mended.
source "$(dirname "$0")/support/lib.sh"
source "$support/claude.sh"

# ill LEVEL NAME TEXT: exactly that finding, with a mend.
ill() {
  local code=0
  [[ $1 == fail ]] && code=1
  expect_exit $code reeve doctor
  expect_equal "$(awk '/^fail|^warn/ {print $1, $2}' "$world/out")" "$1 $2" "findings"
  expect_out "$3"
  grep -q next: "$world/out" || fail "no mend for $2"
}
well() {
  expect_exit 0 reeve doctor
  ! grep -q '^fail\|^warn' "$world/out" || fail "the doctor is not content: $(cat "$world/out")"
}

make_claude_project "$(row A-1)"
export ANTHROPIC_API_KEY=key
claude_config '"sandbox": "off"'
publish "without a sandbox"
well
expect_out "2.1.197"
expect_out "by ANTHROPIC_API_KEY"
expect_out "off, as configured"

note "version: too old; none"
echo 2.1.96 >"$plan.version"
ill warn version "2.1.96 is older than 2.1.197"
echo nonsense >"$plan.version"
ill warn version "tells no version"
echo 3.0.0 >"$plan.version"
well

note "login"
unset ANTHROPIC_API_KEY
ill warn login "neither"
mkdir ~/.claude
echo '{}' >~/.claude/.credentials.json
well

note "without Bash nobody could commit"
claude_config '"tools": ["Read", "Edit", "Write"], "sandbox": "off"'
ill fail configuration "could not commit"
claude_config '"sandbox": "off"'

note "permissions that Claude Code refuses to root"
if [[ $(id -u) == 0 ]]; then
  claude_config '"sandbox": "off", "dangerously_skip_permissions": true'
  ill warn permissions "for root"
  IS_SANDBOX=1 well
  claude_config '"sandbox": "off"'
fi

note "an auditor is Claude Code too, whoever the worker is"
if ! command -v claude >/dev/null; then
  cp reeve.json "$world/kept.json"
  echo '{"worker": {"command": ["true"]}, "gates": [{"name": "review", "auditor": {}}]}' >reeve.json
  ill fail auditor "claude"
  expect_exit 2 reeve run
  expect_err "gates: an auditor"
  mv "$world/kept.json" reeve.json
fi

note "worker: the program is not there"
sed -i 's#"command": \["[^"]*fake-claude", #"command": ["no-such-claude", #' reeve.json
ill fail worker "no-such-claude"
expect_exit 2 reeve run
expect_err "no-such-claude"

note "sandbox: its programs are not there; if it is required, nothing runs"
mkdir "$world/bin"
ln -s /usr/bin/* "$world/bin/"
rm -f "$world/bin/bwrap" "$world/bin/socat"
PATH="$REEVE_BIN:$world/bin"
claude_config
ill warn sandbox "there is no 'socat' in PATH"
expect_out "bubblewrap socat"
claude_config '"sandbox": "require"'
ill fail sandbox "there is no 'socat' in PATH"
publish "required"
refused 2 "worker.sandbox is \"require\"" "install socat" -- reeve run
claude_config '"sandbox": "auto"'
publish "if it is there"
expect_exit 0 reeve run
expect_err "run without a sandbox: there is no 'socat' in PATH"
expect_row A-1 done
