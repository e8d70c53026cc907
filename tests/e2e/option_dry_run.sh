# --dry-run looks at the remote, says what would start and why, and changes nothing.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1 done)" "$(row A-2 not-started A-1)" "$(row A-3 not-started A-2)"
tip=$(remote_tip)
files() { git status --porcelain; git rev-parse HEAD; git for-each-ref refs/heads; sha256sum docs/tasks.md; ls; }
files >"$world/mine"
expect_exit 0 reeve run --dry-run
expect_out A-2
expect_out A-1
diff "$world/mine" <(files) >&2 || fail "something changed"
expect_attempts A-2 0
[[ ! -e $clone.worktrees ]] || fail "a folder for worktrees was made"

# What others published counts, and the local branch does not follow.
elsewhere sed -i '/^| A-2/s/not-started/done/' docs/tasks.md
tip=$(remote_tip)
expect_exit 0 reeve run --dry-run --json
expect_out '"id":"A-3"'
diff "$world/mine" <(files) >&2 || fail "something changed"
expect_tip_unchanged "$tip"
