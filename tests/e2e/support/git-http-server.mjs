// git over http with Basic auth, on a port of its own, which it prints: node git-http-server.mjs ROOT TOKEN LOG
import fs from 'node:fs';
import http from 'node:http';
import {spawn} from 'node:child_process';

const [root, token, log] = process.argv.slice(2);
const wanted = 'Basic ' + Buffer.from('reeve:' + token).toString('base64');

// What a CGI program answers: headers, an empty line, the body.
function answer(response, program) {
  let head = Buffer.alloc(0);
  program.stdout.on('data', (bytes) => {
    if (head === null) return response.write(bytes);
    head = Buffer.concat([head, bytes]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    let status = 200;
    for (const line of head.subarray(0, end).toString().split('\r\n')) {
      const [name, value] = line.split(': ');
      if (name === 'Status') status = parseInt(value);
      else response.setHeader(name, value);
    }
    response.writeHead(status);
    response.write(head.subarray(end + 4));
    head = null;
  });
  program.stdout.on('end', () => response.end());
}

const server = http.createServer((request, response) => {
  const given = request.headers.authorization;
  fs.appendFileSync(log, `${request.method} ${request.url} ${given ? 'logged-in' : 'anonymous'}\n`);
  if (given !== wanted) {
    response.writeHead(401, {'WWW-Authenticate': 'Basic realm="git"'});
    return response.end();
  }
  const url = new URL(request.url, 'http://localhost');
  const env = {
    PATH: process.env.PATH, HOME: process.env.HOME, GIT_PROJECT_ROOT: root, GIT_HTTP_EXPORT_ALL: '1', REMOTE_USER: 'reeve',
    PATH_INFO: decodeURIComponent(url.pathname), QUERY_STRING: url.search.slice(1), REQUEST_METHOD: request.method,
    CONTENT_TYPE: request.headers['content-type'] ?? '', HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
  };
  const program = spawn('git', ['http-backend'], {env, stdio: ['pipe', 'pipe', 'inherit']});
  request.pipe(program.stdin);
  answer(response, program);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
