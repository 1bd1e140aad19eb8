import type { AttentionClass } from '#fleet/health.ts';
import type { SortField } from '#fleet/view.ts';
import { listSearch, paths } from '../../paths.ts';

/** Where the numbers of the home page lead. */

/** The date that tells since when a device needs attention: the list sorted by it is in the order of the queue. */
export const OLDEST_FIRST: Record<AttentionClass, SortField> = {
  failed: 'targeted', stuck: 'targeted', odd: 'updated', orphan: 'targeted', never: 'targeted', logging: 'logging',
};

/** The list of these rows, in the order of the API. */
export function listOf(term: string): string {
  return paths.devices({ q: term });
}

/** The list of a group of the queue, the oldest first. */
export function queueOf(kind: AttentionClass, term: string): string {
  return paths.devices({ q: term, sort: OLDEST_FIRST[kind] });
}

/** A device of a group: its page steps through exactly that group. */
export function deviceIn(kind: AttentionClass, term: string, sid: string): string {
  return paths.device(sid, listSearch({ q: term, sort: OLDEST_FIRST[kind] }));
}
