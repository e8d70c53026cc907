# `reeve setup claude` killed between any two of its files: doing it again completes it, and it comes out to the byte.
source "$(dirname "$0")/support/lib.sh"

make_project "$(row A-1)"
mkdir .claude
printf '{ "model": "haiku" }' >.claude/settings.json
bytes() { find .mcp.json .claude -type f -print0 2>/dev/null | sort -z | xargs -0r sha256sum || true; }
bytes >"$world/original"
# killed POINT:N COMMAND…
killed() { expect_exit 137 env REEVE_FAULT="$1" "${@:2}"; }
expect_back() { bytes | diff "$world/original" - >&2 || fail "the files are not what they were, $1"; }

for n in 1 2 3 4 5 6; do
  killed "file-after-rename:$n" reeve setup claude
  expect_exit 0 reeve setup claude --remove
  expect_back "taken out after a kill"
  for point in file-before-rename file-after-rename; do
    killed "$point:$n" reeve setup claude
    expect_exit 0 reeve setup claude
    expect_exit 0 reeve setup claude --check
    expect_exit 0 reeve setup claude --remove
    expect_back "set up after a kill"
  done
done
# Taking it out writes the settings only; the other files are removed after that.
expect_exit 0 reeve setup claude
killed file-after-rename:1 reeve setup claude --remove
expect_exit 1 reeve setup claude --check
expect_exit 0 reeve setup claude --remove
expect_back "taken out twice"
