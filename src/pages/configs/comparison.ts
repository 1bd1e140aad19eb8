import { serverNow } from '#api/clock.ts';
import { ApiError } from '#api/error.ts';

/** What one device holds under a key, or why that is not known. */
export type Found =
  | { readonly kind: 'value'; readonly value: string | null; readonly updated: string | null }
  | { readonly kind: 'none' }
  /** The API knows no such device. */
  | { readonly kind: 'no-device' }
  | { readonly kind: 'failed'; readonly error: Error };

/** Reads one device. Rejects with the signal's reason when it is called off, and with nothing else. */
export type ReadOne = (sid: string, signal: AbortSignal) => Promise<Found>;

export interface Comparison {
  readonly found: ReadonlyMap<string, Found>;
  /** Whether it goes on. */
  readonly running: boolean;
  /** Why it went no further by itself; null when it has not. */
  readonly halted: Error | null;
  /** When the last of it came, by the API's clock. */
  readonly at: number;
}

export const NOTHING_YET: Comparison = { found: new Map(), running: false, halted: null, at: 0 };

/** So many calls at a time. */
export const AT_A_TIME = 4;
/** After so many failures in a row there is no use in going on. */
const HOPELESS = 5;
/** So often is it told what has come, in milliseconds: thousands of results are not drawn one by one. */
const TELL_EVERY = 100;

/** Reads what is not known yet of these devices, a few at a time, and goes no further once `signal` says so. */
export async function compare(sids: readonly string[], before: ReadonlyMap<string, Found>, read: ReadOne, signal: AbortSignal, tell: (now: Comparison) => void): Promise<void> {
  const found = new Map(before);
  const left = sids.filter((sid) => !found.has(sid));
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  let failures = 0;
  let halted: Error | null = null;
  let told = 0;
  const report = (running: boolean): void => {
    const now = performance.now();
    if (running && now - told < TELL_EVERY) return;
    told = now;
    tell({ found: new Map(found), running, halted, at: serverNow() });
  };
  const next = async (): Promise<void> => {
    for (let sid = left.shift(); sid !== undefined && !either.aborted; sid = left.shift()) {
      // oxlint-disable-next-line no-await-in-loop -- so many at a time, and no more
      const one = await read(sid, either);
      found.set(sid, one);
      failures = one.kind === 'failed' ? failures + 1 : 0;
      if (one.kind === 'failed' && (failures >= HOPELESS || isFinal(one.error))) {
        halted = one.error;
        stop.abort();
      }
      report(true);
    }
  };
  report(true);
  // What was under way when it was called off is as unknown as what had not begun.
  await Promise.all(Array.from({ length: AT_A_TIME }, () => next().catch(() => undefined)));
  report(false);
}

/** Whether every other device would fail the same way. */
function isFinal(error: Error): boolean {
  return error instanceof ApiError && (error.trouble === 'sign-in' || error.trouble === 'rights' || error.trouble === 'session');
}

/** Devices that hold the same. */
export interface Group {
  /** Null for a value that the API gave as null. */
  readonly value: string | null;
  readonly sids: readonly string[];
}

export interface Grouped {
  /** The most frequent value first; of two that are as frequent, the one that came first. */
  readonly values: readonly Group[];
  readonly none: readonly string[];
  readonly gone: readonly string[];
  readonly failed: readonly { readonly sid: string; readonly error: Error }[];
  /** Not read, or not read yet. */
  readonly unread: readonly string[];
}

/** The devices by what they hold, in their own order. */
export function grouped(sids: readonly string[], found: ReadonlyMap<string, Found>): Grouped {
  const values = new Map<string | null, string[]>();
  const none: string[] = [];
  const gone: string[] = [];
  const failed: { sid: string; error: Error }[] = [];
  const unread: string[] = [];
  for (const sid of sids) {
    const one = found.get(sid);
    if (one === undefined) unread.push(sid);
    else if (one.kind === 'none') none.push(sid);
    else if (one.kind === 'no-device') gone.push(sid);
    else if (one.kind === 'failed') failed.push({ sid, error: one.error });
    else {
      const same = values.get(one.value);
      if (same === undefined) values.set(one.value, [sid]);
      else same.push(sid);
    }
  }
  return { values: [...values].map(([value, of]) => ({ value, sids: of })).toSorted((a, b) => b.sids.length - a.sids.length), none, gone, failed, unread };
}
