import type { Coverage, ListResult } from '#fleet/view.ts';
import { count, number, plural, t } from '#texts/t.ts';
import { asOf, MINUTE } from '#lib/time.ts';

/** How much of the fleet a number speaks for, in words: the same on every page. Pure; `now` by the API's clock, in milliseconds. */

/** `nothing`: never read. `partly`: read so far, or until it broke off. `complete`: all of it has been read, once at least. */
export type Extent = 'nothing' | 'partly' | 'complete';

export function extent({ completeAt, held }: Coverage): Extent {
  if (completeAt !== null) return 'complete';
  return held === 0 ? 'nothing' : 'partly';
}

/** Whether what is on show is every device there is, as of some time: only then may a page say "all" and "none". */
export function isComplete(coverage: Coverage): boolean {
  return extent(coverage) === 'complete';
}

/** What the picture as a whole is: `complete as of 14:02:11`, `4,000 read so far`, `not read yet`. */
export function coverageWords(coverage: Coverage, now: number): string {
  const { completeAt, reading, held } = coverage;
  if (completeAt !== null) return t`complete as of ${asOf(completeAt, now)}`;
  if (held > 0) return remarked(partWords(coverage), coverage);
  return reading === null ? t`not read yet` : t`reading the fleet`;
}

/** The part that has been read, as it stands in a sentence: `4,000 read so far`. What of the rest is said after that, see `remarked`. */
export function partWords({ held }: Coverage): string {
  return t`${number(held)} read so far`;
}

/** A sentence about a part of the fleet, and behind it that nobody reads the rest: a reading broke off, or none was asked for. */
export function remarked(sentence: string, coverage: Coverage): string {
  return extent(coverage) === 'partly' && coverage.reading === null ? t`${sentence}; the rest has not been read` : sentence;
}

/** A picture younger than this is read again without a word: it happens all the time. */
export const QUIET = 2 * MINUTE;

/** That it is being read anew, over a complete picture that is no longer new: `reading again, 4,000 so far`; null when it is not. */
export function readingWords({ completeAt, reading }: Coverage, now: number): string | null {
  if (reading === null || completeAt === null || now - completeAt <= QUIET) return null;
  return reading === 0 ? t`reading again` : t`reading again, ${number(reading)} so far`;
}

/** How many rows there are, and of what: `12,431 devices, complete as of 14:02:11`; `37 of the 4,000 read so far`. */
export function totalWords(total: number, coverage: Coverage, now: number): string {
  const { held } = coverage;
  if (isComplete(coverage)) return `${count(total, 'device')}, ${coverageWords(coverage, now)}`;
  if (total === held) return coverageWords(coverage, now);
  return remarked(t`${number(total)} of the ${number(held)} read so far`, coverage);
}

/** What is true of a search that found nothing, as a title. Without a complete picture that is never "no match". */
export function noMatchWords(coverage: Coverage, now: number): string {
  if (isComplete(coverage)) return t`No device matches, ${coverageWords(coverage, now)}`;
  if (coverage.held === 0) return t`No device has been read yet`;
  return t`No match in the ${number(coverage.held)} read so far`;
}

/** What a number needs behind it while it may still grow; empty once the picture is complete. */
export function soFar(coverage: Coverage): string {
  return isComplete(coverage) ? '' : t`so far`;
}

/** In place of a number that depends on which Apps the account lists, while these are not known. */
export const APPS_UNREAD = t`Not known yet: the Apps of this account have not been read`;

/** Rows of the API that are no devices as it describes them; null when there were none. */
export function malformedWords({ malformed }: Pick<Coverage, 'malformed'>): string | null {
  return malformed === 0 ? null : plural(malformed, '# row set aside: it could not be read', '# rows set aside: they could not be read');
}

/** `197 found, 3 unknown`; while the fleet is not read whole nothing is unknown yet, only not found so far. */
export function foundWords({ found, unknown }: ListResult, coverage: Coverage): string {
  if (unknown.length === 0) return t`${number(found)} found`;
  const rest = number(unknown.length);
  return isComplete(coverage) ? t`${number(found)} found, ${rest} unknown` : t`${number(found)} found, ${rest} not in the ${number(coverage.held)} read so far`;
}
