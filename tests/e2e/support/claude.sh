# Sourced after lib.sh: projects whose worker is Claude Code, or the fake-claude in its place.

# claude_config [MORE-OF-WORKER]: reeve.json with adapter claude and the gate `check`, which runs check.sh.
claude_config() {
  cat >reeve.json <<JSON
{
  "worker": {"adapter": "claude", "command": ["$support/fake-claude", "$plan"], "template": "prompt.md",
             ${1:+$1,} "attempts": 1},
  "limits": {"failures_in_row": 10},
  "gates": [{"name": "check", "command": ["sh", "check.sh"]}]
}
JSON
}

# make_claude_project ROW…: as make_project. The gate passes.
make_claude_project() {
  make_project "$@"
  echo 'touch built.o' >check.sh
  echo '*.o' >.gitignore
  claude_config
  publish "with Claude Code"
}
