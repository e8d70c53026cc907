# What a worker may use is what reeve.json lists; the project's own hooks and servers do not start in it.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

worker_more='"tools": ["Bash", "Read"]'
make_project
mkdir .claude
hook="{\"type\": \"command\", \"command\": \"touch '$world/hooked'\"}"
printf '{"hooks": {"SessionStart": [{"hooks": [%s]}]}}\n' "$hook" >.claude/settings.json
printf '{"mcpServers": {"own": {"command": "touch", "args": ["%s"]}}}\n' "$world/served" >.mcp.json
echo "Always be kind." >CLAUDE.md
publish "hooks and servers of the project's own"
model "$(commits A-1)" "$(reports A-1 success)"
expect_exit 0 reeve run
expect_row A-1 done
expect_foreseen
expect_equal "$(jq -c .tools "$api_log" | sort -u)" '["Bash","Read"]' "the tools that the model is offered"
expect_equal "$(jq -r .model "$api_log" | sort -u)" claude-opus-4-8 "the model"
expect_seen "Always be kind."
for sign in hooked served; do [[ ! -e $world/$sign ]] || fail "it was $sign"; done
