/** Slows down guessing of the session token, without ever locking out who has the right one. */
import { type Refusal, refusal } from './reply.ts';

const LIMIT = 50;
const WINDOW_MS = 10_000;

/** Counts wrong tokens: 50 in 10 s are answered with 403, further ones with 429 until the window is over. */
export function createFailureLimit(now: () => number): { record(): Refusal } {
  let started = Number.NEGATIVE_INFINITY;
  let count = 0;
  return {
    record() {
      const time = now();
      if (time - started >= WINDOW_MS) {
        started = time;
        count = 0;
      }
      count += 1;
      if (count <= LIMIT) {
        return refusal(403, 'session_token', 'The session of this page is over. Reload the page to get a new one.');
      }
      const seconds = Math.ceil((started + WINDOW_MS - time) / 1000);
      const message = 'Too many requests with a wrong session token. Reload the page to get a new one.';
      return refusal(429, 'session_token', message, { 'retry-after': String(seconds) });
    },
  };
}
