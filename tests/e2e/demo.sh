# The demo does what it shows: 26 of its 28 tasks done, one failed for good, one blocked.
source "$(dirname "$0")/support/lib.sh"

expect_exit 0 "$REEVE_SOURCE/fixtures/demo/run"
expect_out "exit code 1"
folder=$(sed -n 's/^  cd //p' "$world/out")
expect_equal "$(git -C "$folder" status --porcelain)" ""
expect_equal "$(cd "$folder" && reeve status --json 2>/dev/null | grep -o '"done": *[0-9]*' | tr -d ' ')" '"done":26'
git -C "$folder/../till.git" fsck --no-dangling --no-progress >"$world/out" 2>&1 || fail "fsck"
