import type { PageBody, PageRequest } from '#api/devices.ts';
import { ApiError, localError, type Trouble } from '#api/error.ts';
import { FIRST_PAGE, type PageRef } from '#api/paging.ts';
import { PAGE_SIZE } from '#api/schema.ts';
import { fullJitter } from '#lib/backoff.ts';
import { t } from '#texts/t.ts';

/**
 * One reading of the whole fleet: pages of 1,000, one call in flight, because each page tells the token of the next. Paging
 * is not a snapshot: what comes may hold a device twice, or miss one; that is for the index to sort out.
 */

const MAX_PAGES = 5_000;
/** So many times may the chain begin anew because the API no longer knows a token. */
const RESTARTS = 3;
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
  /** `first`: the first of the list, also where it is begun anew. */
  readonly onPage: (page: PageBody, first: boolean) => void;
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
  for (let chains = 1; ; chains += 1) {
    try {
      await readChain(tools, signal);
      return { kind: 'complete' };
    } catch (error) {
      if (signal.aborted) return { kind: 'aborted' };
      if (error instanceof ExpiredToken && chains <= RESTARTS) continue;
      const cause = error instanceof ExpiredToken ? error.error : error;
      const known = cause instanceof Error ? cause : new Error(String(cause));
      return { kind: 'broken', error: known, final: known instanceof ApiError && FINAL.has(known.trouble) };
    }
  }
}

async function readChain(tools: SweepTools, signal: AbortSignal): Promise<void> {
  const seen = new Set<string>();
  let coming = askPage(FIRST_PAGE, tools, signal);
  for (let pages = 1; ; pages += 1) {
    const page = await coming;
    signal.throwIfAborted();
    const { next } = page;
    if (next !== null) {
      if (next.token === null || seen.has(next.token)) throw localError('bad_reply', t`The list of devices leads in a circle: a page names one before it as its next.`, 502);
      if (pages === MAX_PAGES) throw localError('bad_reply', t`The list of devices does not end after ${MAX_PAGES} pages.`, 502);
      seen.add(next.token);
      // Asked for before the page that came is looked at, so that the API works meanwhile.
      coming = askPage(next, tools, signal);
      coming.catch(() => undefined);
    }
    tools.onPage(page, pages === 1);
    if (next === null) return;
  }
}

/** The API no longer knows the place where the chain was: it may be begun anew. */
class ExpiredToken extends Error {
  readonly error: ApiError;
  constructor(error: ApiError) {
    super(error.message);
    this.error = error;
  }
}

async function askPage(ref: PageRef, tools: SweepTools, signal: AbortSignal): Promise<PageBody> {
  const request = { ...ref, pageSize: PAGE_SIZE.max };
  try {
    return await insist(() => tools.ask(request, signal), tools, signal);
  } catch (error) {
    const expired = error instanceof ApiError && ref.token !== null && (error.code === 21481 || (error.trouble === 'refused' && error.status === 400));
    throw expired ? new ExpiredToken(error) : error;
  }
}

/** Asks until there is an answer: a busy, sick or silent API is waited for as long as it takes, ever more patiently. */
async function insist<T>(ask: () => Promise<T>, tools: SweepTools, signal: AbortSignal): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    const closed = tools.gate(signal);
    if (closed) await closed;
    try {
      const answer = await ask();
      if (attempt > 0) tools.onWait(null);
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof ApiError) || !mayPass(error)) throw error;
      const wait = pause(error, attempt, tools.random);
      tools.onWait({ error, retryAt: tools.now() + wait });
      await tools.sleep(wait, signal);
    }
  }
}

/** Of a reply that is no page there is no use in asking for another: it is what the API says. */
function mayPass(error: ApiError): boolean {
  return error.neverProcessed || (error.outcomeUnknown && error.code !== 'bad_reply');
}

/** A `Retry-After` wins, but not with no pause at all: an API may ask for none, and be as busy as before. */
function pause(error: ApiError, attempt: number, random: () => number): number {
  const least = Math.min(250 * 2 ** attempt, PROBE_EVERY);
  return Math.max(least, error.retryAfter ?? fullJitter(attempt, random));
}
