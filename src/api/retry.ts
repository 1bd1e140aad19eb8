import { fullJitter } from '#lib/backoff.ts';
import { ApiError } from './error.ts';

const ATTEMPTS = 5;
const OPEN_AFTER = 5;
const PROBE_EVERY = 10_000;
const BUDGET = { share: 0.1, start: 10, max: 20 };

/**
 * When a read may be asked again by itself: on 429, 502, 503, 504, other 5xx and silence, five times at the most, with
 * full jitter; a `Retry-After` wins. Two brakes keep a sick API from being hammered: retries are at most 10 % of the
 * requests (with ten in hand for a start), and after five failures in a row no read is repeated at all before a pause
 * has passed: the next one is the probe. A refusal, a rejected credential and the gateway's own word are final.
 */
export class RetryPolicy {
  private budget = BUDGET.start;
  private failures = 0;

  private readonly now: () => number;
  private readonly random: () => number;

  /** The clock (milliseconds) and the dice, for tests. */
  constructor(now: () => number = Date.now, random: () => number = Math.random) {
    this.now = now;
    this.random = random;
  }

  /** To be told of every read that succeeded. */
  succeeded(): void {
    this.failures = 0;
    this.budget = Math.min(BUDGET.max, this.budget + BUDGET.share);
  }

  /**
   * Whether to try once more, after `count` failures of this read so far (0 at the first). Spends the budget.
   * The query library asks this after `delay`, so a "no" takes back the moment that was noted there.
   */
  again(count: number, error: unknown): boolean {
    if (!(error instanceof ApiError)) return false;
    if (transient(error)) this.failures += 1;
    if (!transient(error) || count >= ATTEMPTS || this.budget < 1) {
      error.retryAt = null;
      return false;
    }
    this.budget -= 1;
    return true;
  }

  /** Milliseconds until the next try, asked for before `again` has counted this failure; notes the moment in the error, for the banner's countdown. */
  delay(count: number, error: unknown): number {
    const asked = error instanceof ApiError ? error.retryAfter : null;
    const wait = asked ?? Math.max(fullJitter(count, this.random), this.failures + 1 >= OPEN_AFTER ? PROBE_EVERY : 0);
    if (error instanceof ApiError) error.retryAt = this.now() + wait;
    return wait;
  }
}

/** What a sick API gets over. Of a list that cannot be followed, or a row too large to be read, the same answer would come. */
function transient(error: ApiError): boolean {
  if (error.tooLarge || error.code === 'broken_list') return false;
  return error.neverProcessed || error.outcomeUnknown;
}

interface Polled {
  readonly state: { readonly error: Error | null; readonly errorUpdatedAt: number };
}

/** For `refetchInterval`: every `ms`, and a failed read knows when it is tried again. */
export function poll(ms: number): (query: Polled) => number {
  return ({ state }) => {
    if (state.error instanceof ApiError) state.error.retryAt = state.errorUpdatedAt + ms;
    return ms;
  };
}
