# The empty files that Claude Code's sandbox puts into a worktree get into no commit and are in nobody's way.
source "$(dirname "$0")/support/lib.sh"
source "$support/claude.sh"
need_sandbox

git config --global core.excludesFile "$world/ignored"
echo '*.mine' >"$world/ignored"
make_claude_project "$(row A-1)" "$(row A-2)"
sha256sum .git/info/exclude >"$world/exclude"
cat >"$plan" <<'PLAN'
A-1 * sh : >.bashrc; sh : >.mcp.json; sh : >notes.mine; edit a.txt done; commit; result success
A-2 * edit .zshrc mine; edit a.txt done; commit; result success
PLAN
expect_exit 1 reeve run
expect_row A-1 done
expect_equal "$(git show --format= --name-only origin/reeve/A-1)" "a.txt" "what was committed"
[[ ! -e $world/clone.worktrees/A-1 ]] || fail "the worktree is still there"

note "one with something in it was made by the worker, and has to be committed by name"
expect_row A-2 failed
expect_err ".zshrc"
[[ -s $world/clone.worktrees/A-2/.zshrc ]] || fail "the worker's file is gone"
sha256sum -c --quiet "$world/exclude" || fail "info/exclude was changed"
