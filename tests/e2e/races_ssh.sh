# Reeves that race over ssh, with a server of our own. REEVE_NIGHT: eight of them, 60 tasks.
source "$(dirname "$0")/support/lib.sh"
source "$support/races.sh"
source "$support/sshd.sh"

make_race $([[ ${REEVE_NIGHT:-} ]] && echo 60 8 || echo 8 4)
start_sshd
race_at "ssh://$(id -un)@127.0.0.1:$ssh_port$remote"
race
expect_fair_race
((tasks * 3 <= $(grep -c git-receive-pack "$world/ssh-sessions"))) || fail "not everything was pushed over ssh"
tell_race
