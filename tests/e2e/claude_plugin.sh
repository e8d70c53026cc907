# The plugin in hooks/claude: valid, complete in a session however it is installed, and harmless where there is no reeve.
source "$(dirname "$0")/support/lib.sh"
source "$(dirname "$0")/support/real-claude.sh"

plugin=$REEVE_SOURCE/hooks/claude
manifest=$plugin/.claude-plugin
for file in "$manifest/plugin.json" "$manifest/marketplace.json"; do
  expect_exit 0 claude plugin validate --strict "$file"
done
expect_equal "$(jq -r .version "$manifest/plugin.json")" "$(reeve --version | cut -d' ' -f2)" "the plugin's version"

make_project "$(row A-1)"
delegates() {
  jq -nc '{match: {subagent: false, last_user_contains: "Begin"}, tools: [{name: "Agent", input: {
    description: "A-1", prompt: "reeve prompt A-1", subagent_type: "reeve:worker"}}]}'
}
answers() { jq -nc --argjson subagent "$1" --arg text "$2" '{match: {subagent: $subagent}, text: $text, times: "always"}'; }
model "$(delegates)" "$(answers true "A-1 done")" "$(answers false "Nothing is left.")"

# session PROMPT OPTION…: its events are in $world/events.
session() {
  expect_exit 0 claude -p --output-format stream-json --verbose --model claude-opus-4-8 "${@:2}" "$1"
  cp "$world/out" "$world/events"
}
event() { jq -c --arg kind "$1" 'select(.type == $kind or .subtype == $kind)' "$world/events"; }
# expect_complete SOURCE: every part of the plugin is in the session.
expect_complete() {
  event init | jq -es --arg source "$1" '.[0] | (.plugins | any(.name == "reeve" and .source == $source)) and
    (.plugin_errors // [] == []) and (.agents | index("reeve:worker")) and (.skills | index("reeve:tasks")) and
    (.slash_commands | contains(["reeve:run", "reeve:status"])) and
    (.mcp_servers | any(.name == "plugin:reeve:reeve"))' >/dev/null || fail "not all of the plugin: $(event init)"
}

# Without reeve: the worker still gets its prompt, starts small, and its answer comes back.
PATH=$claude_folder:/usr/local/bin:/usr/bin:/bin session "Begin" --plugin-dir "$plugin"
expect_complete reeve@inline
event result | jq -e '.is_error == false and .result == "Nothing is left."' >/dev/null || fail "it broke: $(event result)"
expect_requests 3
expect_seen "A-1 done"
first=$(jq -c 'select(.subagent)' "$api_log" | head -n 1)
expect_equal "$(jq -c .tools <<<"$first")" '["Bash","Edit","Read","Write"]' "the worker's tools"
(($(jq .bytes <<<"$first") <= 9200)) || fail "a worker starts with more than 2 300 tokens: $first"

# Installed for good, from this directory as its marketplace.
expect_exit 0 claude plugin marketplace add "$plugin"
expect_exit 0 claude plugin install reeve@reeve
PATH=$claude_folder:/usr/local/bin:/usr/bin:/bin session "Go on"
expect_complete reeve@reeve
