# For the scripts with a remote at fault: it is reached as over ssh, by a command that first does what a test asked for. Needs
# lib.sh.

# through_ssh: origin is reached by $world/ssh. Before `fetch` (git-upload-pack) or `push` (git-receive-pack) that
# runs the shell commands in the file $world/at-fetch or $world/at-push, if there is one; `serve` in them serves.
through_ssh() {
  cat >"$world/ssh" <<SH
#!/bin/bash
command=\${@: -1}
serve() { served=yes; eval "\$command"; }
case \$command in
  git-upload-pack*) at="$world/at-fetch" ;;
  git-receive-pack*) at="$world/at-push" ;;
esac
echo "\${at##*/at-}" >>"$world/connections"
[[ ! -e \$at ]] || source "\$at"
[[ \${served:-} ]] || serve
SH
  chmod +x "$world/ssh"
  git config core.sshCommand "'$world/ssh'"
  git config ssh.variant simple
  git remote set-url origin "ssh://away.example$remote"
}
# connections fetch|push: how often since the last `rm "$world/connections"`.
connections() { grep -cx "$1" "$world/connections" || true; }
