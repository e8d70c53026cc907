# A worker program that is not there: exit 2 with its name, before anything is claimed.
source "$(dirname "$0")/support/lib.sh"

make_project
for program in no-such-worker /no/such/worker; do
  sed -i "s#\"command\": \[\"[^\"]*\"#\"command\": [\"$program\"#" reeve.json
  publish "a typing error"
  tip=$(remote_tip)
  refused 2 "cannot start '$program'" "worker.command in reeve.json" -- reeve run
  expect_tip_unchanged "$tip"
  expect_attempts A-1 0
done
write_config
publish "mended"

# One in the worktree is looked for there; the row is put back when it is not.
cp "$support/fake-worker" only-here
echo /only-here >>.git/info/exclude
sed -i "s#\"$support/fake-worker\"#\"./only-here\"#" reeve.json
publish "a worker that is not committed"
expect_exit 2 reeve run
expect_err "cannot start './only-here'"
expect_err "worker.command in reeve.json"
expect_row A-1 not-started
expect_equal "$(cell A-1 9)" "" "agent"
expect_followed
mended_by write_config
