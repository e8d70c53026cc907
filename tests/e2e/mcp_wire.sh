# What Claude Code was seen to say on the wire is answered, each message once, also when it hangs up at once.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/mcp.sh"

make_project
client=$REEVE_SOURCE/fixtures/claude/mcp/client.jsonl
reeve mcp <"$client" >"$wire" 2>"$world/err" || fail "exit $?"
expect_equal "$(cat "$world/err")" "" "stderr"
expect_equal "$(jq -c .id "$wire" | sort | tr '\n' ' ')" "$(jq -c 'select(.id != null) | .id' "$client" | sort | tr '\n' ' ')"
jq -es 'any(.id == 0 and .result.protocolVersion == "2025-11-25" and .result.serverInfo.name == "reeve")' "$wire" >/dev/null ||
  fail "no agreement"
jq -es 'any(.id == 1 and (.result.tools | length) <= 5 and all(.result.tools[]; ._meta["anthropic/alwaysLoad"]))' "$wire" \
  >/dev/null || fail "no tools"
# The tools that were called then were those of another server.
jq -es 'map(select(.id >= 2)) | length == 4 and all(.error.code == -32602)' "$wire" >/dev/null || fail "a strange tool"

# The revision that is asked for, each on its own; one that nobody knows becomes the newest.
for revision in 2025-11-25 2025-06-18 2025-03-26 2024-11-05 1999-01-01; do
  jq -c --arg revision "$revision" 'select(.method == "initialize") | .params.protocolVersion = $revision' "$client" |
    reeve mcp >"$wire"
  [[ $revision == 1999-01-01 ]] && revision=2025-11-25
  expect_equal "$(jq -r .result.protocolVersion "$wire")" "$revision"
done

# Faults have codes; what follows them is answered.
serve
say '{"jsonrpc":"2.0","id":5,"method":"tools/list"}'
answer 5
expect_out '"code":-32600'
agree 2025-03-26
say 'not JSON'
say '{"jsonrpc":"2.0","id":6,"method":"prompts/list"}'
answer 6
expect_out '"code":-32601'
grep -qF '"id":null,"error":{"code":-32700' "$wire" || fail "no parse error"
head -c 10000000 /dev/zero | tr '\0' '[' >&8
say ''
say '[{"jsonrpc":"2.0","id":7,"method":"ping"},{"jsonrpc":"2.0","id":8,"method":"ping"}]'
answer 7
expect_equal "$(jq -c . "$world/out")" '[{"jsonrpc":"2.0","id":7,"result":{}},{"jsonrpc":"2.0","id":8,"result":{}}]'
grep -qF 'longer than 9 MiB' "$wire" || fail "the long line is not told"
hang_up
ended 0

# Not in a repository: the session goes on, the tool says why.
cd "$world"
serve
agree
call 1 brief
refuses 1 "there is no git repository at"
hang_up
ended 0
expect_exit 2 reeve -C "$world/not there" mcp
expect_err "next: -C names a directory that is there"
