# Beside the real pre-commit: the hook to add is printed, and works there, without a network.
source "$(dirname "$0")/support/lib.sh"
command -v pre-commit >/dev/null || skip "no pre-commit here; Debian's package is called so"

make_project "$(row A-1)"
note "the configuration tells it; what is printed is what is shipped"
printf 'repos:\n' >.pre-commit-config.yaml
expect_exit 0 reeve hooks install
expect_out "pre-commit runs the hooks here: add to .pre-commit-config.yaml"
[[ ! -e .git/hooks/pre-commit && ! -e .git/hooks/pre-push ]] || fail "a hook was written"
sed -n '/^  # Below/,/require_serial/p' "$world/out" >>.pre-commit-config.yaml
diff <(tail -n +2 .pre-commit-config.yaml) "$REEVE_SOURCE/hooks/pre-commit.yaml" || fail "not what is shipped"
pre-commit install -t pre-commit -t pre-push >"$world/out" 2>&1 || fail "pre-commit cannot be installed"
expect_exit 0 reeve hooks install
expect_out "kept $clone/.pre-commit-config.yaml"
expect_no_out "by hand"
publish "pre-commit"

note "it judges commits and pushes, of a branch that is there and of a new one"
sed -i '/^| A-1 /s/| not-started |/| done |/' docs/tasks.md
expect_exit 1 git commit -qam "done, I say"
expect_err "RV023: A-1"
REEVE_HOOKS=0 expect_exit 0 git commit -qam "done, I say"
expect_exit 1 git push -q origin main
grep -q "RV023: A-1" "$world/out" "$world/err" || fail "the push was refused for another reason"
SKIP=reeve expect_exit 0 git push -q --dry-run origin main
expect_exit 0 git push -q origin main:refs/heads/topic
git reset -q --hard origin/main
echo more >>README.md
expect_exit 0 git commit -qam "more"
expect_exit 0 git push -q origin main

note "its own hook gives it away without a configuration; reeve's goes on under it"
git rm -q .pre-commit-config.yaml
expect_exit 0 reeve hooks install
expect_out "pre-commit runs the hooks here"
pre-commit uninstall -t pre-commit -t pre-push >"$world/out" 2>&1
expect_exit 0 reeve hooks install
git reset -q --hard
sed -i '/repo: local/,$d' .pre-commit-config.yaml
echo '  []' >>.pre-commit-config.yaml
pre-commit install -t pre-commit -t pre-push >"$world/out" 2>&1
[[ -e .git/hooks/pre-commit.legacy ]] || fail "pre-commit set nothing aside"
expect_exit 0 reeve hooks install
expect_out "kept $clone/.git/hooks/pre-commit.legacy"
sed -i '/^| A-1 /s/| not-started |/| done |/' docs/tasks.md
git add .
expect_exit 1 git commit -qm "done, I say"
expect_err "RV023: A-1"
expect_exit 0 reeve hooks uninstall
expect_out "removed $clone/.git/hooks/pre-push.legacy"
pre-commit uninstall -t pre-commit -t pre-push >"$world/out" 2>&1
[[ ! -e .git/hooks/pre-commit && ! -e .git/hooks/pre-push ]] || fail "a hook is left"
