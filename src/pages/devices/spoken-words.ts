import type { DevicesPage } from '#api/devices.ts';
import { extent, isComplete } from '#components/coverage-words.ts';
import { count } from '#texts/t.ts';
import { listWords, verb, type OnShow } from './list-words.ts';

/** What the list shows, for somebody who hears it. Pure. */

/** Rows of the index: as `listWords`, but without the time, which changes with each reading and is nothing new. Empty before there is anything. */
export function spokenWords({ total, coverage, filtered, sorted }: OnShow): string {
  if (extent(coverage) === 'nothing' || total === null) return '';
  if (!isComplete(coverage)) return listWords({ total, coverage, filtered, sorted }, 0);
  return filtered ? `${total.toLocaleString('en')} of ${count(coverage.held, 'device')} ${verb(total)}` : count(total, 'device');
}

/** A page of the API: `Page 2, 50 devices`. */
export function spokenPage({ page, devices }: DevicesPage): string {
  return `Page ${(page + 1).toLocaleString('en')}, ${count(devices.length, 'device')}`;
}
