# What `repos` names and is not fit for work: said before anything is claimed, by `run`, `start` and `doctor`.
source "$(dirname "$0")/support/lib.sh"
source "$support/repos.sh"

make_api
config_more=$api_config
make_project "$(row A-1)" "$(repo_row B-1 api)"

# unfit CODE TEXT: each command says so; nothing changes.
unfit() {
  refused 2 '"repos" in reeve.json: api: ' "$@" "next:" -- reeve run
  refused 2 "$@" -- reeve start B-1
  refused 2 "$@" -- reeve run --dry-run
  expect_exit 1 reeve doctor
  expect_equal "$(grep '^fail' "$world/out" | awk '{print $2}')" repos "the finding"
  expect_out "$1"
}
# named PATH MORE: the entry is now this.
named() {
  printf '{"worker": {"command": ["true"]}, "gates": [], "repos": {"api": {"path": "%s"%s}}}\n' "$1" "${2:-}" >reeve.json
}

mv "$api" "$api.away"
unfit "there is no $api"
mkdir "$api"
unfit "no git repository at $api"
rmdir "$api"
mv "$api.away" "$api"
expect_exit 0 reeve doctor

named docs
unfit "$clone/docs is no other repository but belongs to this one"
named .
unfit "$clone is no other repository"
named ../api/docs
unfit "$api/docs lies inside of the repository $api" 'set "path" to that'
named ../api ', "remote": "up"'
unfit "there is no remote 'up' in $api; there is 'origin'"
named ../api ', "gates": [{"name": "x", "command": ["no-such-program"]}]'
unfit "gate 'x': cannot start 'no-such-program'"
git init -q "$world/empty"
named ../empty ', "remote": ""'
unfit "branch 'main' of $world/empty has no commit yet"
git -C "$api" switch -q --detach
named ../api
unfit "which branch work in $api starts from is not known" 'set its "base" to a branch'
named ../api ', "base": "origin/trunk"'
expect_exit 0 reeve doctor
git -C "$api" switch -q trunk
git -C "$api" remote set-head origin trunk
git -C "$api" worktree add -q -b side "$world/side" 2>/dev/null
printf '{"worker": {"command": ["true"]}, "gates": [], "repos": {"api": {"path": "../api"}, "side": {"path": "../side"}}}\n' >reeve.json
unfit_together="\"repos\" in reeve.json: side and api are one repository by two paths"
refused 2 "$unfit_together" -- reeve run
expect_exit 1 reeve doctor
expect_out "$unfit_together"
git -C "$api" worktree remove "$world/side"

note "a remote that does not answer is the doctor's to find, and a run's when it gets there"
write_config
mv "$api_remote" "$api_remote.away"
expect_exit 1 reeve doctor
expect_out "fail repos"
expect_exit 69 reeve run
expect_row A-1 "done"
expect_err "in $api: fetching 'trunk' from 'origin'"
mv "$api_remote.away" "$api_remote"
expect_exit 0 reeve run
expect_row B-1 "done"
expect_api_untouched
expect_followed
expect_sound_api
