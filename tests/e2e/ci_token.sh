# With a token in the environment reeve fetches and pushes over http; it stands in no command line, no file and no log,
# and neither workers nor gates see it.
source "$(dirname "$0")/support/lib.sh"
command -v node >/dev/null || skip "there is no node"

token=s3cret-t0ken
gates='[{"name": "sound", "command": ["sh", "sound.sh"]}, {"name": "no-token", "command": "! env | grep -q s3cret-t0[k]en"}]'
echo 'A-1 * sh ! env | grep -q s3cret-t0[k]en; sh ! git ls-remote origin; edit a.txt x; commit; result success' >"$plan"
make_project
mkfifo "$world/port"
node "$support/git-http-server.mjs" "$world" "$token" "$world/requests" >"$world/port" &
helpers+=($!)
read -r port <"$world/port"
git remote set-url origin "http://127.0.0.1:$port/remote.git"

note "without it, the remote refuses, and says what is missing"
expect_exit 69 reeve run
expect_attempts A-1 0

note "every git is looked at, whoever starts it"
mkdir "$world/bin"
real=$(command -v git)
printf '#!/bin/sh\nprintf "%%s\\n" "$*" >>"%s"\nexec %s "$@"\n' "$world/commands" "$real" >"$world/bin/git"
chmod +x "$world/bin/git"
PATH=$world/bin:$PATH expect_exit 0 env REEVE_GIT_TOKEN="$token" reeve run
expect_row A-1 done
[[ $(remote_tip reeve/A-1) ]] || fail "the branch was not pushed"
grep -q 'git-receive-pack logged-in' "$world/requests" || fail "nothing was pushed over http"
grep -q push "$world/commands" || fail "the commands were not seen"
grep -q "$token" "$world/commands" "$world/out" "$world/err" && fail "the token was printed, or was in a command line"
grep -rq "$token" .git ../clone.worktrees "$world/home" 2>/dev/null && fail "the token was written down"

note "it is offered to the remote's server alone"
expect_equal "$(REEVE_GIT_TOKEN=$token git config --get-all credential.helper || true)" "" "no helper is left behind"
note "doctor logs in with it, too"
expect_exit 0 env REEVE_GIT_TOKEN="$token" reeve doctor
expect_exit 1 reeve doctor
