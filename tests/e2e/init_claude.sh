# `reeve init` proposes Claude Code as the worker when its program is there.
source "$(dirname "$0")/support/lib.sh"
source "$support/claude.sh"

git init -q "$clone"
cd "$clone"
git commit -q --allow-empty -m begin
expect_exit 0 reeve init
grep -q '"adapter": "command"' reeve.json || fail "the adapter is not command"
grep -q 'Once Claude Code is' reeve.json || fail "Claude Code is not named"
rm reeve.json
mkdir "$world/bin"
printf '#!/bin/sh\nexec "%s/fake-claude" "%s" "$@"\n' "$support" "$plan" >"$world/bin/claude"
chmod +x "$world/bin/claude"
PATH="$world/bin:$PATH"
expect_exit 0 reeve init
grep -q '"adapter": "claude"' reeve.json || fail "the adapter is not claude"
! grep -q 'acceptEdits' reeve.json || fail "a command is named"
sed -i 's|// "gates": .*|"gates": [],|' reeve.json
row A-1 >>docs/tasks.md
commit_all "tasks"
expect_exit 0 reeve run
git show HEAD:docs/tasks.md | grep -q '| A-1 | done ' || fail "the task is not done"
