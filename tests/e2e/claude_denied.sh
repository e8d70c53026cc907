# What a worker was not allowed to do is told with the way to allow it.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"attempts": 1'
make_project
model "$(uses A-1 Write "{\"file_path\": \"$world/elsewhere.txt\", \"content\": \"x\"}")" \
  "$(reports A-1 failed "may not write there")"
expect_exit 1 reeve run
expect_row A-1 failed
expect_foreseen
[[ ! -e $world/elsewhere.txt ]] || fail "it wrote elsewhere"
expect_err "was not allowed"
expect_err "elsewhere.txt"
expect_err "worker.tools"
