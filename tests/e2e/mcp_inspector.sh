# The public inspector lists the tools, finds nothing wrong with their schemas, and calls them.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/npm-mcp.sh"

inspect() { mcp-inspector --cli "$@"; }
inspect --version >/dev/null 2>&1 || skip "the inspector does not run on node $(node --version)"
make_project
expect_exit 0 inspect reeve mcp --method tools/list --strict --format json
expect_equal "$(jq -r '.result.tools[].name' "$world/out" | grep -cxE 'start|finish|block|add')" 4 "tools that are known"
expect_no_err "error"
expect_exit 0 inspect reeve mcp --method tools/call --tool-name brief --format json
expect_out "A-1"
# A client of the next generation asks in its own way first.
expect_exit 0 inspect reeve mcp --method tools/list --protocol-era auto --format json
expect_exit 0 inspect reeve mcp --method tools/call --tool-name add --tool-arg 'description=Do more' --tool-arg id=A-2 --format json
expect_out "added A-2"
expect_row A-2 not-started
expect_exit 5 inspect reeve mcp --method tools/call --tool-name start --tool-arg id=none --format json
