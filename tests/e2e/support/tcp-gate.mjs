// A gate in front of a server: node tcp-gate.mjs SERVER-PORT MODE-FILE FIFO. Prints its own port. For each connection it reads
// the mode, two words, anew: what it does (pass, hang, slow, cut), and to whom (fetch, push, all). `hang` opens the
// fifo, answers nothing until that ends, then cuts the connection; `slow` answers in small pieces; `cut` lets
// everything through to the server and nothing back.
import fs from 'node:fs';
import net from 'node:net';

const [serverPort, modeFile, fifo] = process.argv.slice(2);
const pieceLength = 64;
const pieceEveryMs = 10;

function pass(client, first) {
  const server = net.connect(Number(serverPort), '127.0.0.1');
  server.write(first);
  client.pipe(server);
  server.on('error', () => client.destroy());
  client.on('error', () => server.destroy());
  return server;
}

const acts = {
  pass: (client, first) => pass(client, first).pipe(client),
  hang: (client) => fs.createReadStream(fifo).resume().on('close', () => client.destroy()),
  cut: (client, first) => pass(client, first).resume().on('data', () => client.destroy()),
  slow: (client, first) => {
    const server = pass(client, first);
    let waiting = Buffer.alloc(0), ended = false;
    server.on('data', (bytes) => (waiting = Buffer.concat([waiting, bytes])));
    server.on('end', () => (ended = true));
    const timer = setInterval(() => {
      client.write(waiting.subarray(0, pieceLength));
      waiting = waiting.subarray(pieceLength);
      if (ended && waiting.length === 0) client.end();
    }, pieceEveryMs);
    client.on('close', () => clearInterval(timer));
  },
};

const gate = net.createServer({allowHalfOpen: true}, (client) => {
  client.once('data', (first) => {
    const [act, whom] = fs.readFileSync(modeFile, 'utf8').trim().split(' ');
    const who = first.includes('git-receive-pack') ? 'push' : 'fetch';
    fs.appendFileSync(`${modeFile}.met`, `${act} ${who}\n`);
    (whom === 'all' || whom === who ? acts[act] : acts.pass)(client, first);
  });
  client.on('error', () => {});
});
gate.listen(0, '127.0.0.1', () => console.log(gate.address().port));
