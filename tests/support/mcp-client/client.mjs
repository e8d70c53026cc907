// A client of `reeve mcp` by the official SDK of one revision of the protocol: its types, as zod schemas, judge every answer.
//
//   node client.mjs NPM-FOLDER REVISION COMMAND…
//
// Says `sound` at the end; what was wrong, and exit 1, otherwise.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [folder, revision, ...command] = process.argv.slice(2)
const load = (path) => import(pathToFileURL(`${folder}/node_modules/sdk-${revision}/dist/esm/${path}`).href)
const types = await load('types.js')

// Every answer as it stands on the wire, under its id.
const server = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] })
const awaited = new Map()
createInterface({ input: server.stdout }).on('line', (line) => {
  const message = JSON.parse(line)
  types.JSONRPCMessageSchema.parse(message)
  for (const one of [message].flat()) awaited.get(one.id)(one)
})
let asked = 0
const ask = (method, params) => {
  const id = ++asked
  server.stdin.write(JSON.stringify({ jsonrpc: '2.0', id, method, ...(params && { params }) }) + '\n')
  return new Promise((done) => awaited.set(id, done))
}
const result = async (schema, method, params) => {
  const answer = await ask(method, params)
  assert.equal(answer.error, undefined, JSON.stringify(answer))
  schema.parse(answer.result)
  return answer.result
}
const call = (name, given) => result(types.CallToolResultSchema, 'tools/call', { name, arguments: given })

assert.equal(types.LATEST_PROTOCOL_VERSION, revision)
const hello = await result(types.InitializeResultSchema, 'initialize', {
  protocolVersion: revision, capabilities: {}, clientInfo: { name: 'test', version: '1' } })
assert.equal(hello.protocolVersion, revision)
await result(types.EmptyResultSchema.strict(), 'ping')
const { tools } = await result(types.ListToolsResultSchema, 'tools/list')
for (const tool of tools) types.ToolSchema.parse(tool)
assert.ok(tools.length > 0)
assert.equal((await call('brief', {})).isError, undefined)
assert.equal((await call('start', { id: 'none' })).isError, true)
for (const [code, method, params] of [[-32601, 'resources/list'], [-32602, 'tools/call', { name: 'none' }]]) {
  const answer = await ask(method, params)
  types.JSONRPCMessageSchema.parse(answer)
  assert.equal(answer.error.code, code)
}

// They would find it: a tool that says another kind of schema, a result without content.
assert.throws(() => types.ToolSchema.parse({ ...tools[0], inputSchema: { type: 'array' } }))
assert.throws(() => types.CallToolResultSchema.parse({ content: [{ type: 'text' }] }))

// And its own client agrees, from the greeting to the end.
const { Client } = await load('client/index.js')
const { StdioClientTransport } = await load('client/stdio.js')
const client = new Client({ name: 'test', version: '1' }, { capabilities: {} })
const troubles = []
client.onerror = (trouble) => troubles.push(trouble)
await client.connect(new StdioClientTransport({ command: command[0], args: command.slice(1), env: process.env }))
assert.equal(client.getServerVersion().name, 'reeve')
assert.deepEqual((await client.listTools()).tools.map((tool) => tool.name), tools.map((tool) => tool.name))
assert.match((await client.callTool({ name: 'brief', arguments: {} })).content[0].text, /A-1/)
await client.close()
assert.deepEqual(troubles, [])

// It ends when nobody speaks to it any more, or nobody listens.
for (const leave of [(one) => one.stdin.end(), (one) => one.stdout.destroy()]) {
  const one = spawn(command[0], command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] })
  const code = new Promise((done) => one.on('exit', done))
  one.stdin.write('{"jsonrpc":"2.0","id":0,"method":"ping"}\n')
  await new Promise((done) => one.stdout.once('data', done))
  leave(one)
  assert.equal(await code, 0)
}
server.stdin.end()
assert.equal(await new Promise((done) => server.on('exit', done)), 0)
console.log('sound')
