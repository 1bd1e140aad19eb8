import { isComplete } from '#components/coverage-words.ts';
import type { Coverage, Selection } from '#fleet/view.ts';

/** What the bar says of the devices that are selected. Pure. */

/** Of those that are not on the page on show: where they are. */
export interface Away {
  /** In this list, or nobody knows yet. */
  readonly elsewhere: number;
  /** In the fleet, and not in the list as it is filtered now. */
  readonly hidden: number;
  /** Not in the fleet as far as it was read. */
  readonly gone: number;
}

/** `5 of them not on this page, 3 hidden by the filter, 1 no longer in the fleet`; empty when all are on the page. */
export function awayWords({ elsewhere, hidden, gone }: Away, { q, list }: Pick<Selection, 'q' | 'list'>, coverage: Coverage): string {
  const parts = [
    [elsewhere, 'not on this page'],
    [hidden, list !== null && q.trim() === '' ? 'not in this list' : 'hidden by the filter'],
    [gone, isComplete(coverage) ? 'no longer in the fleet' : 'not read so far'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what], index) => `${count.toLocaleString('en')} ${index === 0 ? 'of them ' : ''}${what}`)
    .join(', ');
}

/** The button that selects everything the list has at that moment: `Select all 1,204 that match`. */
export function allWords(total: number, coverage: Coverage): string {
  const all = total.toLocaleString('en');
  if (isComplete(coverage)) return `Select all ${all} that match`;
  return total === coverage.held ? `Select all ${all} read so far` : `Select all ${all} read so far that match`;
}
