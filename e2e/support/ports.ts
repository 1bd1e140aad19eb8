/**
 * Ports for the servers of tests: below what Linux, macOS and Windows hand out by themselves. The system hands out a port that was closed
 * again at once, and what is started elsewhere while a test has its server stopped must not answer in its place.
 */
import getPort, { portNumbers } from 'get-port';

/** For each of the processes that run tests side by side. */
const SHARE = 1_500;
const first = 20_000 + SHARE * Number(process.env['TEST_PARALLEL_INDEX'] ?? 0);
/** Two runs of the tests on one machine begin at different ones. */
const ahead = Math.floor((Math.random() * SHARE) / 2);

/** A free port that no other test is given. */
export function takePort(): Promise<number> {
  return getPort({ port: portNumbers(first + ahead, first + SHARE - 1), reserve: true });
}
