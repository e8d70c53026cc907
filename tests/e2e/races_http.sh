# Reeves that race over http, by git's own http-backend. REEVE_NIGHT: eight of them, 60 tasks.
source "$(dirname "$0")/support/lib.sh"
source "$support/races.sh"
command -v node >/dev/null || skip "there is no node"

make_race $([[ ${REEVE_NIGHT:-} ]] && echo 60 8 || echo 8 4)
mkfifo "$world/port"
setpriv --pdeathsig KILL node "$support/git-http-server.mjs" "$world" racer "$world/requests" >"$world/port" &
helpers+=($!)
read -r port <"$world/port"
race_at "http://127.0.0.1:$port/remote.git"
export REEVE_GIT_TOKEN=racer
race
expect_fair_race
# The branch of each, and at least one more for each: a claim goes along with the verdict before it.
((tasks * 2 <= $(grep -c '^POST .*git-receive-pack logged-in' "$world/requests"))) || fail "not everything was pushed over http"
tell_race
