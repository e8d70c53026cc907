# `reeve init` writes nothing through a folder that is a link out of the checkout, also where folders below it are to be made.
source "$(dirname "$0")/support/lib.sh"

make_project
outside=$world/outside
mkdir "$outside"
git rm -q -r docs reeve.json
ln -s "$outside" docs
expect_exit 2 reeve init
expect_err "docs/tasks.md: a folder above it is a symbolic link that leads out of the checkout"
expect_equal "$(ls -A "$outside")" "" "something was written there"

note "two folders further down"
echo '{"tracking_file": "docs/team/a/tasks.md", "worker": {"command": ["true"]}}' >reeve.json
expect_exit 2 reeve init
expect_err "docs/team/a/tasks.md: a folder above it is a symbolic link that leads out of the checkout"
expect_equal "$(ls -A "$outside")" "" "something was written there"

note "a link that stays inside"
rm docs
mkdir papers
ln -s papers docs
expect_exit 0 reeve init
[[ -s papers/team/a/tasks.md ]] || fail "no table was written"
