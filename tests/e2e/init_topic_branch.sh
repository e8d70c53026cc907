# `reeve init` on a topic branch names the remote's default branch, and what a package.json says becomes gates and set-up.
source "$(dirname "$0")/support/lib.sh"

make_project
git remote set-head origin main
git rm -q reeve.json
echo '{"scripts": {"lint": "eslint .", "test": "vitest", "start": "node ."}}' >package.json
touch pnpm-lock.yaml
publish "a node project"
git switch -q -c topic
expect_exit 0 reeve init
grep -qF '"$schema": "./reeve.schema.json"' reeve.json || fail "no schema"
grep -qF '"branch": "main"' reeve.json || fail "no branch"
grep -qF '{"name":"lint","command":["pnpm","run","lint"]}' reeve.json || fail "no lint gate"
grep -qF '{"name":"test","command":["pnpm","run","test"]}' reeve.json || fail "no test gate"
grep -qF '[["pnpm","install","--frozen-lockfile"]]' reeve.json || fail "no set-up"
expect_out "# then bring it to main"
expect_exit 0 reeve status
