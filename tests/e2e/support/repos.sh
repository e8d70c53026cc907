# For the scripts with several repositories: another one, `api`, beside the clone. Needs lib.sh.

api=$world/api
api_remote=$world/api.git

# repo_row ID REPO [DEPENDS_ON [BRANCH]]: a row with a repo cell.
repo_row() { printf '| %s | not-started | Do %s | #1 | %s | %s | %s | | | | | 5K | |\n' "$1" "$1" "$2" "${4:-}" "${3:-}"; }

# make_api: its remote and its checkout, whose gate fails as long as a file named `bad` is there. Its branch has another
# name than the one of the table.
make_api() {
  git init -q --bare -b trunk "$api_remote"
  git clone -q "$api_remote" "$api" 2>/dev/null
  (
    cd "$api"
    git symbolic-ref HEAD refs/heads/trunk
    mkdir docs
    echo "an api" >README.md
    echo "its own" >docs/tasks.md
    printf 'if [ -e bad ]; then\n  echo "api: bad is here"\n  exit 1\nfi\n' >check.sh
    commit_all "an api"
    git push -q -u origin trunk
  )
}
# What `repos` says of it, unless a test says more.
api_config='"repos": {"api": {"path": "../api", "gates": [{"name": "api-check", "command": ["sh", "check.sh"]}]}}'

api_tip() { git -C "$api_remote" rev-parse --verify -q "$1"; }

# The user's checkout of it is as it was: its own branch, no edit, only reeve's branches beside it.
expect_api_untouched() {
  expect_equal "$(git -C "$api" status --porcelain --branch)" "## trunk...origin/trunk" "the state of api"
  expect_equal "$(git -C "$api" rev-parse HEAD)" "$(api_tip trunk)" "the branch of api"
  expect_equal "$(git -C "$api" log --format=%s trunk)" "an api" "the commits of api's branch"
}
expect_sound_api() {
  local problems repository
  for repository in "$api" "$api_remote"; do
    problems=$(git -C "$repository" fsck --no-dangling --no-progress 2>&1) || fail "fsck $repository: $problems"
    problems=$(find "$(git -C "$repository" rev-parse --absolute-git-dir)" -name '*.lock')
    expect_equal "$problems" "" "locks left in $repository"
  done
}
