import { number, t } from '#texts/t.ts';
import { ApiError, localError } from './error.ts';
import { FIRST_PAGE, isExpired, type PageRef } from './paging.ts';
import { PAGE_SIZE } from './schema.ts';

/** The one way to follow a list of the API from page to page, to its end or to where it cannot be followed further. */

/** So many times is a list begun again because the API no longer knows a token. */
const RESTARTS = 2;
/** An API may send some pages without a row. One that sends so many in a row that bring nothing new is not believed to come to an end. */
const STALE = 50;

export interface Listing<P> {
  /** The list's name in messages, as the API writes it: `Apps`. */
  readonly what: string;
  /** More pages are no list. */
  readonly most: number;
  readonly ask: (ref: PageRef, pageSize: number) => Promise<P>;
  /** Takes a page; `first`: the list is begun, or begun again. Returns how many of its rows had not come since that beginning. */
  readonly take: (page: P, first: boolean) => number;
}

/**
 * Takes every page of a list, of 1,000 rows or, where these are too large for one answer of the gateway, of fewer. The next page is asked for
 * before the one that came is looked at, so that the API works meanwhile. Where the API no longer knows a token the list is begun again.
 * Throws what `ask` and `take` throw, and a `broken_list` ApiError that says how many rows were read where asking again would not help.
 */
export async function walk<P extends { readonly next: PageRef | null }>({ what, most, ask, take }: Listing<P>): Promise<void> {
  const fit = fitting(ask);
  let read = 0;
  const broken = (why: string): ApiError => localError('broken_list', t`The list of ${what} could not be read to the end (${number(read)} read). ${why}`, 502);
  for (let restarts = 0; ; restarts += 1) {
    const seen = new Set<string | null>();
    let at = FIRST_PAGE;
    let [come, stale] = [0, 0];
    try {
      let coming = fit(at);
      for (let pages = 1; ; pages += 1) {
        // oxlint-disable-next-line no-await-in-loop -- the token of a page stands in the page before
        const page = await coming;
        const { next } = page;
        const circle = next !== null && seen.has(next.token);
        const goesOn = next !== null && !circle && pages < most;
        if (goesOn) {
          seen.add(next.token);
          at = next;
          coming = fit(next);
          // Nobody waits for it where `take` throws.
          coming.catch(() => undefined);
        }
        const news = take(page, pages === 1);
        come += news;
        read = Math.max(read, come);
        stale = news > 0 ? 0 : stale + 1;
        if (next === null) return;
        if (circle) throw broken(t`Its pages loop: one of them leads back to an earlier one.`);
        if (!goesOn) throw broken(t`It goes on after ${most} pages.`);
        if (stale === STALE) throw broken(t`${STALE} pages in a row brought nothing new, and the API still names another one.`);
      }
    } catch (error) {
      if (error instanceof ApiError && error.tooLarge) throw broken(t`The next item alone is larger than the console’s server accepts.`);
      if (!isExpired(error, at.token)) throw error;
      if (restarts === RESTARTS) throw broken(t`The API rejected its own page token ${restarts + 1} times.`);
    }
  }
}

/** Asks for pages of as many rows as fit: of half as many where one is too large, and of twice as many once it has been got over. */
function fitting<P>(ask: Listing<P>['ask']): (ref: PageRef) => Promise<P> {
  let size: number = PAGE_SIZE.max;
  let passed = 0;
  return async (ref) => {
    if (passed === 2) [size, passed] = [Math.min(2 * size, PAGE_SIZE.max), 0];
    const page = await askFewer(size, (fewer) => {
      if (fewer < size) [size, passed] = [fewer, 0];
      return ask(ref, fewer);
    });
    passed += 1;
    return page;
  };
}

/** Asks with this page size, and with half as many rows for as long as the answer is too large. Throws what `ask` throws. */
export async function askFewer<P>(size: number, ask: (size: number) => Promise<P>): Promise<P> {
  try {
    return await ask(size);
  } catch (error) {
    if (!(error instanceof ApiError) || !error.tooLarge || size === 1) throw error;
    return askFewer(size >> 1, ask);
  }
}
