# For the scripts that hold `reeve mcp` against what tests/mcp/package-lock.json pins. Needs lib.sh.

npm_folder=$REEVE_SOURCE/build/npm-mcp
[[ -f $npm_folder/installed ]] || skip "no MCP packages in build/npm-mcp; \`./dev test\` installs them, with a network"
PATH=$npm_folder/node_modules/.bin:$PATH
command -v node >/dev/null || skip "no node, which the MCP packages need"
