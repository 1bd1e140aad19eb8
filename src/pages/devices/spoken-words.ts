import type { DevicesPage } from '#api/devices.ts';
import { APPS_UNREAD, extent, isComplete } from '#components/coverage-words.ts';
import { count, number, plural, t } from '#texts/t.ts';
import { listWords, type OnShow } from './list-words.ts';

/** What the list shows, for somebody who hears it. Pure. */

/** Rows of the index: as `listWords`, but without the time, which changes with each reading and is nothing new. Empty before there is anything. */
export function spokenWords({ total, unchecked, coverage, filtered, sorted }: OnShow): string {
  if (extent(coverage) === 'nothing' || total === null) return '';
  if (unchecked && total === 0) return APPS_UNREAD;
  if (!isComplete(coverage)) return listWords({ total, unchecked, coverage, filtered, sorted }, 0);
  return filtered ? plural(total, '# of {0} matches', '# of {0} match', count(coverage.held, 'device')) : count(total, 'device');
}

/** A page of the API: `Page 2, 50 devices`. */
export function spokenPage({ page, devices }: DevicesPage): string {
  return t`Page ${number(page + 1)}, ${count(devices.length, 'device')}`;
}
