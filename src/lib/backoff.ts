/** How long to wait before asking again. Durations in milliseconds. */

const BASE = 500;
const CAP = 30_000;
/** A server that asks for more than this is not waited for any longer. */
const RETRY_AFTER_CAP = 5 * 60_000;
/** Begins and ends like an HTTP date. `Date.parse` alone makes a date of `7.5` and `-1`: a pause of no time at all. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .+ GMT$/u;

/** Full jitter: anything between 0 and 0.5 s · 2^attempt, 30 s at the most; `attempt` counts from 0. */
export function fullJitter(attempt: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(CAP, BASE * 2 ** attempt));
}

/**
 * A `Retry-After` header, seconds or an HTTP date; the date is measured against the reply's own `Date` header, so that a
 * wrong clock in the browser does no harm. Null when the header is absent or makes no sense; capped at 5 minutes.
 */
export function retryAfter(header: string | null, dateHeader: string | null): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d+$/u.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_CAP);
  const until = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;
  const from = dateHeader === null ? Date.now() : Date.parse(dateHeader);
  if (Number.isNaN(until) || Number.isNaN(from)) return null;
  return Math.min(Math.max(0, until - from), RETRY_AFTER_CAP);
}

/** Waits, unless the signal aborts first: then it rejects with the signal's reason. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
