# start_sshd: an ssh server for this world alone, as whoever runs the script, on a port of the loopback: $ssh_port. Its keys and
# those it lets in are its own, all that it does is git, and GIT_SSH_COMMAND talks to it. Needs lib.sh.

# Run by root, it wants a folder that only Debian's start script makes; unseen by everybody else, it gets it.
sshd_command() {
  local program
  program=$(command -v sshd)
  if ((EUID)) || [[ -d /run/sshd ]]; then
    echo "exec '$program'"
  else
    echo "mount -t tmpfs none /run && mkdir -m 755 /run/sshd && exec '$program'"
  fi
}

write_sshd_config() {
  ssh-keygen -q -t ed25519 -N '' -f "$world/host-key"
  ssh-keygen -q -t ed25519 -N '' -f "$world/user-key"
  cat >"$world/ssh-session" <<SH
echo "\$SSH_ORIGINAL_COMMAND" >>"$world/ssh-sessions"
export HOME="$HOME" GIT_CONFIG_NOSYSTEM=1 GIT_CEILING_DIRECTORIES="$world"
cd "$world" && exec git-shell -c "\$SSH_ORIGINAL_COMMAND"
SH
  cat >"$world/sshd-config" <<CONFIG
ListenAddress 127.0.0.1
HostKey "$world/host-key"
AuthorizedKeysFile "$world/user-key.pub"
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
ForceCommand sh "$world/ssh-session"
CONFIG
}

# Tries ports until one is free.
listen_somewhere() {
  local tries line run=()
  ((EUID)) || [[ -d /run/sshd ]] || run=(with_mounts)
  for ((tries = 0; tries < 20; ++tries)); do
    ssh_port=$((20000 + RANDOM % 10000))
    rm -f "$world/sshd-log"
    mkfifo "$world/sshd-log"
    "${run[@]}" setpriv --pdeathsig KILL sh -c "$(sshd_command) -D -e -f '$world/sshd-config' -p $ssh_port" 2>"$world/sshd-log" &
    helpers+=($!)
    exec 6<"$world/sshd-log"
    while read -r line <&6; do
      echo "$line" >>"$world/sshd-said"
      [[ $line != *"Server listening on"* ]] || return 0
    done
  done
  return 1
}

start_sshd() {
  command -v sshd >/dev/null || skip "there is no sshd; Debian's openssh-server has it, which also starts one"
  write_sshd_config
  listen_somewhere || skip "sshd does not start here: $(tail -n 3 "$world/sshd-said" | xargs)"
  cat <&6 >>"$world/sshd-said" &
  helpers+=($!)
  exec 6<&-
  echo "[127.0.0.1]:$ssh_port $(cut -d' ' -f1,2 "$world/host-key.pub")" >"$world/known-hosts"
  export GIT_SSH_COMMAND="ssh -F none -i '$world/user-key' -o IdentitiesOnly=yes -o BatchMode=yes -o UserKnownHostsFile='\"$world/known-hosts\"'"
  git ls-remote "ssh://$(id -un)@127.0.0.1:$ssh_port$remote" >/dev/null 2>"$world/err" ||
    skip "nobody can log in by ssh here: $(xargs <"$world/err"); $(tail -n 3 "$world/sshd-said" | xargs)"
}
