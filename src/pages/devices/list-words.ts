import { coverageWords, extent, isComplete, partWords, QUIET, readingWords, remarked } from '#components/coverage-words.ts';
import type { Coverage } from '#fleet/view.ts';
import { count, number, plural, t } from '#texts/t.ts';

/** What the list shows, in one line, and of how much of the fleet that is true. Pure; `now` by the API's clock, in milliseconds. */

export interface OnShow {
  /** Rows in all; null before the first answer. */
  readonly total: number | null;
  /** The answer depends on the Apps, and these are not known. */
  readonly unchecked: boolean;
  readonly coverage: Coverage;
  /** By words or by a pasted list. */
  readonly filtered: boolean;
  readonly sorted: boolean;
}

/** `37 of 12,431 match, complete as of 14:02:11`; `37 match in the 4,000 read so far; only these are sorted`. */
export function listWords({ total, unchecked, coverage, filtered, sorted }: OnShow, now: number): string {
  const whole = coverageWords(coverage, now);
  if (extent(coverage) === 'nothing') return capital(whole);
  // Before the Apps are known, none is not said of what depends on them.
  if (unchecked && total === 0) return t`Not known yet; ${whole}`;
  if (!isComplete(coverage)) {
    const part = partWords(coverage);
    if (filtered && total !== null) {
      const found = plural(total, '# matches in the {0}', '# match in the {0}', part);
      return remarked(sorted && total > 1 ? t`${found}; only these are sorted` : found, coverage);
    }
    return sorted ? remarked(t`Sorted over the ${part}`, coverage) : whole;
  }
  // Before its answer a search is nothing to be counted: the whole fleet would be taken for what matches.
  if (filtered && total === null) return capital(whole);
  const rows = total !== null && filtered ? plural(total, '# of {0} matches', '# of {0} match', number(coverage.held)) : count(coverage.held, 'device');
  return [`${rows}, ${whole}`, readingWords(coverage, now)].filter(Boolean).join('; ');
}

/** Beside a page of the API, which has its own time: how many devices there are, as far as that is known. Empty before anything is. */
export function fleetWords(coverage: Coverage, now: number): string {
  if (extent(coverage) === 'nothing') return '';
  if (!isComplete(coverage)) return coverageWords(coverage, now);
  // A count of long ago says when it was taken.
  const old = now - (coverage.completeAt ?? now) > QUIET;
  return [old ? t`${count(coverage.held, 'device')} in all, ${coverageWords(coverage, now)}` : t`${count(coverage.held, 'device')} in all`, readingWords(coverage, now)].filter(Boolean).join('; ');
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
