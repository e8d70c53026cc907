# With a token in the environment reeve fetches and pushes over http; it stands in no command line, no file and no log,
# and neither workers nor gates see it.
source "$(dirname "$0")/support/lib.sh"
command -v node >/dev/null || skip "there is no node"

token=s3cret-t0ken
gates='[{"name": "sound", "command": ["sh", "sound.sh"]}, {"name": "no-token", "command": "! env | grep -q s3cret-t0[k]en"}, {"name": "look", "command": "sh ../../look"}]'
# Whoever runs it, and what runs that.
cat >"$world/look" <<'SH'
process=$$
while [ "$process" -gt 1 ]; do
  tr '\0' '\n' <"/proc/$process/environ" | grep s3cret-t0[k]en >&2 && exit 1
  process=$(sed 's/.*) . \([0-9]*\) .*/\1/' "/proc/$process/stat")
done
SH
echo 'A-1 * sh ! env | grep -q s3cret-t0[k]en; sh ! git ls-remote origin; sh sh ../../look || exit 3; edit a.txt x; commit; result success' >"$plan"
make_project
mkfifo "$world/port"
node "$support/git-http-server.mjs" "$world" "$token" "$world/requests" >"$world/port" &
helpers+=($!)
read -r port <"$world/port"
git remote set-url origin "http://127.0.0.1:$port/remote.git"

note "without it, the remote refuses, and says what is missing"
expect_exit 69 reeve run
expect_attempts A-1 0

git config --global credential.helper store
note "every git is looked at, whoever starts it"
mkdir "$world/bin"
real=$(command -v git)
printf '#!/bin/sh\n{ printf "%%s\\n" "$*"; env | grep ^GIT_CONFIG_KEY; } >>"%s"\nexec %s "$@"\n' "$world/commands" "$real" >"$world/bin/git"
chmod +x "$world/bin/git"
PATH=$world/bin:$PATH expect_exit 0 env REEVE_GIT_TOKEN="$token" reeve run
expect_row A-1 done
[[ $(remote_tip reeve/A-1) ]] || fail "the branch was not pushed"
grep -q 'git-receive-pack logged-in' "$world/requests" || fail "nothing was pushed over http"
grep -q push "$world/commands" || fail "the commands were not seen"
grep -q "$token" "$world/commands" "$world/out" "$world/err" && fail "the token was printed, or was in a command line"
grep -rq "$token" .git ../clone.worktrees "$world/home" 2>/dev/null && fail "the token was written down"

note "it is offered to the table's server alone: not to that of another repository, nor where all could read along"
mkfifo "$world/other-port"
node "$support/git-http-server.mjs" "$world" other-token "$world/other-requests" >"$world/other-port" &
helpers+=($!)
read -r other_port <"$world/other-port"
source "$support/repos.sh"
make_api
git -C "$api" remote set-url origin "http://127.0.0.1:$other_port/api.git"
before=$(git rev-parse HEAD)
config_more=$api_config write_config
sed -i "/^| A-1 /a $(repo_row B-1 api)" docs/tasks.md
commit_all "another repository"
git push -q "$remote" HEAD:main
expect_exit 1 env REEVE_GIT_TOKEN="$token" reeve doctor
expect_out "$api"
expect_exit 69 env REEVE_GIT_TOKEN="$token" reeve run --once
[[ -s $world/other-requests ]] || fail "the other server was not asked"
! grep logged-in "$world/other-requests" || fail "it was offered to the other server"
git reset -q --hard "$before"
git push -q -f "$remote" HEAD:main
git config --global --unset credential.helper
for scheme in http https; do
  git remote set-url origin "$scheme://reeve.invalid/remote.git"
  PATH=$world/bin:$PATH expect_exit 1 env REEVE_GIT_TOKEN="$token" reeve doctor
done
grep -qF credential.https://reeve.invalid.helper "$world/commands" || fail "it was not offered by https"
! grep -F credential.http://reeve.invalid "$world/commands" || fail "it was offered in clear"
git remote set-url origin "http://127.0.0.1:$port/remote.git"
expect_equal "$(REEVE_GIT_TOKEN=$token git config --get-all credential.helper || true)" "" "no helper is left behind"
note "doctor logs in with it, too"
expect_exit 0 env REEVE_GIT_TOKEN="$token" reeve doctor
expect_exit 1 reeve doctor
