import type { PageBody, PageRequest } from '#api/devices.ts';
import { ApiError, type Trouble } from '#api/error.ts';
import { walk } from '#api/walk.ts';
import { fullJitter } from '#lib/backoff.ts';

/**
 * One reading of the whole fleet: pages of 1,000, one call in flight, because each page tells the token of the next. Paging
 * is not a snapshot: what comes may hold a device twice, or miss one; that is for the index to sort out.
 */

const MAX_PAGES = 5_000;
const PROBE_EVERY = 10_000;

export interface SweepTools {
  readonly ask: (request: PageRequest, signal: AbortSignal) => Promise<PageBody>;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds since 1970, the browser's clock. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** What to wait for before a page is asked for, while nobody looks; undefined to ask at once, in this very turn. */
  readonly gate: (signal: AbortSignal) => Promise<void> | undefined;
  /** `first`: the first of the list, also where it is begun anew. Returns how many of its devices the list had not shown since then. */
  readonly onPage: (page: PageBody, first: boolean) => number;
  /** Told why it stands still and when it goes on (browser clock); null once it goes on. */
  readonly onWait: (trouble: { readonly error: ApiError; readonly retryAt: number } | null) => void;
}

export type SweepEnd =
  | { readonly kind: 'complete' | 'aborted' }
  /** What was read is true, but the end of the list was not reached. `final`: asking again will not help. */
  | { readonly kind: 'broken'; readonly error: Error; readonly final: boolean };

const FINAL = new Set<Trouble>(['sign-in', 'rights', 'session', 'guard']);

/** Reads all pages. Never throws: what goes wrong is how it ended. */
export async function sweepFleet(tools: SweepTools, signal: AbortSignal): Promise<SweepEnd> {
  try {
    await walk({
      what: 'Devices',
      most: MAX_PAGES,
      ask: (ref, pageSize) => askUntilAnswered(() => tools.ask({ ...ref, pageSize }, signal), tools, signal),
      take: (page: PageBody, first) => {
        signal.throwIfAborted();
        return tools.onPage(page, first);
      },
    });
    return { kind: 'complete' };
  } catch (error) {
    if (signal.aborted) return { kind: 'aborted' };
    const known = error instanceof Error ? error : new Error(String(error));
    return { kind: 'broken', error: known, final: known instanceof ApiError && FINAL.has(known.trouble) };
  }
}

/** Asks until there is an answer: a busy, sick or silent API is waited for as long as it takes, ever more patiently. */
async function askUntilAnswered<T>(ask: () => Promise<T>, tools: SweepTools, signal: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    const closed = tools.gate(signal);
    if (closed) await closed;
    try {
      const answer = await ask();
      if (attempt > 0) tools.onWait(null);
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ApiError) || !isWaitedFor(error)) throw error;
      const wait = pause(error, attempt, tools.random);
      tools.onWait({ error, retryAt: tools.now() + wait });
      await tools.sleep(wait, signal);
    }
  }
}

/** Of a reply that is no page, or too large, there is no use in asking for another: it is what the API says. */
function isWaitedFor(error: ApiError): boolean {
  return error.neverProcessed || (error.outcomeUnknown && error.code !== 'bad_reply' && !error.tooLarge);
}

/** A `Retry-After` wins, but not with no pause at all: an API may ask for none, and be as busy as before. */
function pause(error: ApiError, attempt: number, random: () => number): number {
  const least = Math.min(250 * 2 ** attempt, PROBE_EVERY);
  return Math.max(least, error.retryAfter ?? fullJitter(attempt, random));
}
