// A stand-in for the Messages API at api.anthropic.com: the real `claude` program takes its scripted answers and faults for a
// model's, so that the tests need no account and no network. Loopback only, nothing but Node 18 or newer.
//
//     node server.mjs --scenario FILE --port-file FILE --log FILE
//
// It listens on a free port, which it writes to --port-file (a fifo, so that its reader waits) when it takes requests, and
// writes one line of JSON to --log for each request before it answers. It runs until it is killed.
//
// Scenario: {"turns": [TURN, …]}; the first turn that matches and is not used up answers. When none does, the answer is a
// text that says so, and the log's `turn` is null. TURN, all keys optional:
//
//     name         what the log calls it; without one, its place in the list
//     match        every condition must hold: any_contains, any_lacks (anywhere in the request), last_user_contains (the last
//                  message, tool results included), last_user_matches (a regular expression), model (all of its name),
//                  subagent (true or false)
//     times        how often it may answer: a number, 1 by default, or "always"
//     text, tools  the answer: a text, then calls of tools, [{"name", "input"}]; $1 … $9 in them are what the groups of
//                  last_user_matches matched
//     usage        replaces numbers of kUsage
//     fault        {"kind", …} instead of an answer (kRefusals; `hang` never answers) or in the middle of it (`stream`)
import fs from 'node:fs';
import http from 'node:http';
import { randomBytes } from 'node:crypto';

const kHost = '127.0.0.1';
const kUsage = { input_tokens: 100, cache_creation_input_tokens: 1000, cache_read_input_tokens: 4000, output_tokens: 50 };
const kChunk = 400;         // characters of one piece of a streamed text
const kEventsBeforeFault = 3; // of a stream that breaks off or stalls: in the middle of its first block

const option = (name) => {
  const place = process.argv.indexOf(`--${name}`);
  if (place < 0) throw new Error(`--${name} is missing`);
  return process.argv[place + 1];
};
const logFile = option('log');
const log = (record) => fs.appendFileSync(logFile, JSON.stringify(record) + '\n');
const newId = (kind) => kind + randomBytes(12).toString('hex');

const turns = JSON.parse(fs.readFileSync(option('scenario'), 'utf8')).turns.map((turn, place) => ({
  name: String(place), ...turn, left: turn.times === 'always' ? Infinity : turn.times ?? 1,
}));

// --- what is asked ----------------------------------------------------------------------------------------------------

const textOf = (content) => typeof content === 'string' ? content
  : (content ?? []).map((block) => block.text ?? textOf(block.content)).join('\n');

function read(request, bytes) {
  const body = JSON.parse(bytes);
  return {
    body,
    all: textOf(body.system) + (body.messages ?? []).map((message) => textOf(message.content)).join('\n'),
    lastUser: textOf((body.messages ?? []).filter((message) => message.role === 'user').at(-1)?.content),
    session: request.headers['x-claude-code-session-id'] ?? '',
    subagent: Boolean(request.headers['x-claude-code-agent-id']),
    login: request.headers.authorization ? 'token' : request.headers['x-api-key'] ? 'key' : 'none',
  };
}

function matches(match = {}, asked) {
  return (match.any_contains === undefined || asked.all.includes(match.any_contains)) &&
    (match.any_lacks === undefined || !asked.all.includes(match.any_lacks)) &&
    (match.last_user_contains === undefined || asked.lastUser.includes(match.last_user_contains)) &&
    (match.last_user_matches === undefined || new RegExp(match.last_user_matches).test(asked.lastUser)) &&
    (match.model === undefined || asked.body.model === match.model) &&
    (match.subagent === undefined || asked.subagent === match.subagent);
}

function choose(asked) {
  const turn = turns.find((candidate) => candidate.left > 0 && matches(candidate.match, asked));
  if (!turn) return { name: null, text: 'No turn of the scenario fits this request.' };
  turn.left -= 1;
  return turn;
}

// --- faults instead of an answer --------------------------------------------------------------------------------------

const secondsFromNow = (seconds) => Math.floor(Date.now() / 1000) + seconds;

function sendError(response, status, type, message, headers = {}) {
  const request_id = newId('req_');
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': request_id, ...headers });
  response.end(JSON.stringify({ type: 'error', error: { type, message }, request_id }));
}

// The headers of a subscription whose limit is met. claim: five_hour, seven_day, seven_day_opus, seven_day_sonnet.
function limitHeaders({ claim = 'five_hour', reset_in_s: resetIn = 3600 }) {
  const unified = 'anthropic-ratelimit-unified';
  const reset = String(secondsFromNow(resetIn));
  const short = claim === 'five_hour';
  return {
    'retry-after': String(resetIn), 'x-should-retry': 'true',
    [`${unified}-status`]: 'rejected', [`${unified}-reset`]: reset, [`${unified}-representative-claim`]: claim,
    [`${unified}-5h-status`]: short ? 'rejected' : 'allowed', [`${unified}-5h-reset`]: reset,
    [`${unified}-5h-utilization`]: short ? '1.0' : '0.4',
    [`${unified}-7d-status`]: short ? 'allowed' : 'rejected', [`${unified}-7d-reset`]: String(secondsFromNow(4 * 86400)),
    [`${unified}-7d-utilization`]: short ? '0.3' : '1.0',
    [`${unified}-overage-status`]: 'rejected', [`${unified}-overage-disabled-reason`]: 'org_level_disabled',
  };
}

const kRefusals = {
  usage_limit: (fault) => [429, 'rate_limit_error', 'This request would exceed your account\'s rate limit.', limitHeaders(fault)],
  overloaded: () => [529, 'overloaded_error', 'Overloaded'],
  server_error: () => [500, 'api_error', 'Internal server error'],
  bad_key: () => [401, 'authentication_error', 'invalid x-api-key'],
  no_credit: () => [400, 'invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'],
  unknown_model: (_, asked) => [404, 'not_found_error', `model: ${asked.body.model}`],
};

for (const { name, fault } of turns)
  if (fault && !kRefusals[fault.kind] && !['hang', 'drop', 'stall'].includes(fault.kind))
    throw new Error(`turn ${name}: no fault is called ${fault.kind}`);

// True: the request has had its answer, or will never have one.
function refuse(fault, asked, response) {
  if (fault?.kind === 'hang') return true;
  const refusal = kRefusals[fault?.kind];
  if (refusal) sendError(response, ...refusal(fault, asked));
  return Boolean(refusal);
}

// --- answers ----------------------------------------------------------------------------------------------------------

// A copy of a text, or of an object that holds texts, with the groups in it.
function filled(value, groups) {
  if (typeof value === 'string') return value.replace(/\$([1-9])/g, (whole, place) => groups[place] ?? whole);
  if (Array.isArray(value)) return value.map((item) => filled(item, groups));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, groups)]));
}

function answerOf(turn, asked) {
  const pattern = turn.match?.last_user_matches;
  const groups = pattern === undefined ? [] : asked.lastUser.match(new RegExp(pattern));
  const content = [
    ...(turn.text === undefined ? [] : [{ type: 'text', text: filled(turn.text, groups) }]),
    ...(turn.tools ?? []).map((tool) =>
      ({ type: 'tool_use', id: newId('toolu_'), name: tool.name, input: filled(tool.input, groups) })),
  ];
  return {
    id: newId('msg_'), type: 'message', role: 'assistant', model: asked.body.model, content,
    stop_reason: turn.tools ? 'tool_use' : 'end_turn', stop_sequence: null, usage: { ...kUsage, ...turn.usage },
  };
}

const pieces = (text) => text ? text.match(new RegExp(`[^]{1,${kChunk}}`, 'g')) : [''];

function* eventsOf(answer) {
  yield ['message_start', { message: { ...answer, content: [], stop_reason: null, usage: { ...answer.usage, output_tokens: 1 } } }];
  for (const [index, block] of answer.content.entries()) {
    const empty = block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} };
    yield ['content_block_start', { index, content_block: empty }];
    for (const piece of pieces(block.text ?? JSON.stringify(block.input)))
      yield ['content_block_delta', { index, delta: block.type === 'text' ? { type: 'text_delta', text: piece }
        : { type: 'input_json_delta', partial_json: piece } }];
    yield ['content_block_stop', { index }];
  }
  yield ['message_delta', { delta: { stop_reason: answer.stop_reason, stop_sequence: null }, usage: answer.usage }];
  yield ['message_stop', {}];
}

// Faults in the middle, after `events` of them: `drop` closes the connection, `stall` leaves it open and silent.
function stream(answer, fault, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': newId('req_') });
  const events = [...eventsOf(answer)].map(([type, data]) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  if (!fault) return response.end(events.join(''));
  // What was sent before a drop must have left.
  const then = () => fault.kind === 'drop' && response.socket.destroy();
  return response.write(events.slice(0, fault.events ?? kEventsBeforeFault).join(''), then);
}

function sendWhole(answer, response) {
  response.writeHead(200, { 'content-type': 'application/json', 'request-id': newId('req_') });
  response.end(JSON.stringify(answer));
}

function serve(request, bytes, response) {
  const url = new URL(request.url, `http://${kHost}`);
  if (url.pathname === '/v1/messages/count_tokens') {
    response.writeHead(200, { 'content-type': 'application/json' });
    return response.end(JSON.stringify({ input_tokens: Math.ceil(bytes.length / 4) }));
  }
  if (url.pathname !== '/v1/messages') return sendError(response, 404, 'not_found_error', 'not found');
  const asked = read(request, bytes);
  const turn = choose(asked);
  log({ turn: turn.name, model: asked.body.model, session: asked.session, subagent: asked.subagent, login: asked.login,
    bytes: Buffer.byteLength(bytes), stream: Boolean(asked.body.stream), tools: (asked.body.tools ?? []).map((tool) => tool.name), last_user: asked.lastUser });
  if (refuse(turn.fault, asked, response)) return undefined;
  const answer = answerOf(turn, asked);
  return asked.body.stream ? stream(answer, turn.fault, response) : sendWhole(answer, response);
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    try {
      serve(request, Buffer.concat(parts).toString('utf8'), response);
    } catch (error) {
      log({ trouble: String(error.stack) });
      response.destroy();
    }
  });
});
server.listen(0, kHost, () => fs.writeFileSync(option('port-file'), `${server.address().port}\n`));
