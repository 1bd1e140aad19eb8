/**
 * Ports that no program is given by chance. A test that stops a server and starts it again has to find its port free, and what is
 * started elsewhere meanwhile must not answer in its place: the system hands out any port of its own range again at once.
 */
import { createServer } from 'node:net';

/** Below what Linux, macOS and Windows hand out by themselves. */
const FIRST = 20_000;
/** For each of the processes that run tests side by side. */
const SHARE = 1_500;

const start = FIRST + SHARE * Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
// Two runs of the tests on one machine begin at different ones.
let offset = Math.floor(Math.random() * SHARE);

/** A port on which nobody listens, and that no other test is given. */
export async function takePort(): Promise<number> {
  for (let tries = 0; tries < SHARE; tries += 1) {
    offset = (offset + 1) % SHARE;
    const port = start + offset;
    // oxlint-disable-next-line no-await-in-loop -- the first that is free
    if (await isFree(port)) return port;
  }
  throw new Error(`Each of the ports from ${start} on is in use.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
