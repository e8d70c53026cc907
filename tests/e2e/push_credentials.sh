# Workers and gates have nothing to push with, whatever the user's git knows; set-up, which fetches, has.
source "$(dirname "$0")/support/lib.sh"
source "$support/claude.sh"

cat >"$world/helper" <<SH
#!/bin/sh
echo "\$REEVE_TASK \$1" >>"$world/asked"
[ "\$1" = get ] && printf 'username=me\npassword=secret\n'
SH
printf '#!/bin/sh\necho secret\n' >"$world/askpass"
printf '#!/bin/sh\ntouch "%s/ssh"\n' "$world" >"$world/ssh-of-mine"
chmod +x "$world/helper" "$world/askpass" "$world/ssh-of-mine"
git config --global credential.helper "!'$world/helper'"
git config --global "credential.https://example.org.helper" "!'$world/helper'"
git config --global core.askPass "$world/askpass"
git config --global core.sshCommand "'$world/ssh-of-mine'"
export SSH_AUTH_SOCK=$world/agent GIT_ASKPASS=$world/askpass SSH_ASKPASS=$world/askpass
cat >"$world/try" <<'SH'
printf 'protocol=https\nhost=example.org\n\n' | git credential fill && exit 1
git ls-remote ssh://example.org/x 2>&1 | grep -q 'have no keys' || exit 1
[ -z "$SSH_AUTH_SOCK" ]
SH
printf 'protocol=https\nhost=example.org\n\n' | git credential fill | grep -q secret || fail "the helper gives nothing"
rm "$world/asked"

make_project "$(row A-1)"
config_more='"workspace": {"setup": ["printf \"protocol=https\\nhost=example.org\\n\\n\" | git credential fill | grep -q secret"]}'
gates='[{"name": "try", "command": ["sh", "../../try"]}]'
write_config
publish "a gate that looks for credentials"
echo 'A-1 * sh sh ../../try; edit a.txt x; commit; result success' >"$plan"
expect_exit 0 reeve run
expect_row A-1 done
expect_equal "$(sort -u "$world/asked")" "A-1 get" "who asked the helper"
[[ ! -e $world/ssh ]] || fail "ssh was started"

note "Claude Code's worker likewise; what the program itself logs in with does not reach the gates"
board "$(row B-1)" >docs/tasks.md
echo '[ -z "$ANTHROPIC_API_KEY" ] && sh "$(git rev-parse --show-toplevel)/../../try"' >check.sh
claude_config '"sandbox": "off"'
echo 'B-1 * sh sh ../../try; sh test "$ANTHROPIC_API_KEY" = key; edit b.txt x; commit; result success' >"$plan"
publish "with Claude Code"
rm "$world/asked"
expect_exit 0 env ANTHROPIC_API_KEY=key GH_TOKEN=token reeve run
expect_row B-1 done
[[ ! -e $world/asked ]] || fail "the helper was asked"
! grep -q '^GH_TOKEN' "$plan.environment" || fail "a token reached the worker"

note "what worker.env names is the user's own decision"
board "$(row C-1)" >docs/tasks.md
echo true >check.sh
claude_config '"sandbox": "off", "env": ["SSH_AUTH_SOCK", "GIT_SSH_COMMAND"]'
rm "$plan"
publish "with keys"
expect_exit 0 env GIT_SSH_COMMAND=mine reeve run
grep -q "^SSH_AUTH_SOCK=$world/agent" "$plan.environment" || fail "the agent did not reach the worker"
grep -qx "GIT_SSH_COMMAND=mine" "$plan.environment" || fail "the user's ssh did not reach the worker"
