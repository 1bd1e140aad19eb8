import { isComplete } from '#components/coverage-words.ts';
import type { Coverage, Selection } from '#fleet/view.ts';
import { number, t } from '#texts/t.ts';

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
    [elsewhere, t`not on this page`],
    [hidden, list !== null && q.trim() === '' ? t`not in this list` : t`hidden by the filter`],
    [gone, isComplete(coverage) ? t`no longer in the fleet` : t`not read so far`],
  ] as const;
  return parts
    .filter(([devices]) => devices > 0)
    .map(([devices, what], index) => index === 0 ? t`${number(devices)} of them ${what}` : `${number(devices)} ${what}`)
    .join(', ');
}

/** The button that selects everything the list has at that moment: `Select all 1,204 that match`. */
export function allWords(total: number, coverage: Coverage): string {
  const all = number(total);
  if (isComplete(coverage)) return t`Select all ${all} that match`;
  return total === coverage.held ? t`Select all ${all} read so far` : t`Select all ${all} read so far that match`;
}
