# Every answer is one by the types of the official SDK of each revision, and its client speaks with us.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/npm-mcp.sh"

make_project
for revision in 2024-11-05 2025-03-26 2025-06-18 2025-11-25; do
  note "$revision"
  expect_exit 0 node "$REEVE_SOURCE/tests/support/mcp-client/client.mjs" "$npm_folder" "$revision" reeve mcp
  expect_out sound
done
