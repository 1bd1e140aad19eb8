import type { QueryClient } from '@tanstack/react-query';
import { choose } from '#components/selection.ts';
import { isComplete } from '#components/coverage-words.ts';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import type { StuckAfter } from '#fleet/health.ts';
import { clip, visible } from '#lib/text.ts';
import { count, number, t } from '#texts/t.ts';

/** So many of the unknown ones are named; the list that was pasted has them all. */
const NAMED = 3;

/**
 * Adds the devices that a pasted list means, as the fleet is at this moment, to the selection. Answers what came of it, in
 * words: how many there were, and what was unknown. Rejects when the index cannot be asked.
 */
export async function selectPasted(client: QueryClient, list: readonly string[], limits: StuckAfter): Promise<{ readonly title: string; readonly rest: string }> {
  const all = { q: '', sort: [], list };
  const [sids, view] = await Promise.all([fleet.sids(all, limits), client.fetchQuery({ ...fleetQueries.view({ ...all, start: 0, size: 0, limits }), retry: false, staleTime: 0 })]);
  choose(sids, true);
  return { title: t`${count(sids.length, 'device')} of the list selected`, rest: unknownWords(view.list?.unknown ?? [], isComplete(view.coverage)) };
}

/** `3 unknown, not selected: a, b, c.`; while the fleet is not read whole nothing is unknown yet. */
function unknownWords(unknown: readonly string[], complete: boolean): string {
  if (unknown.length === 0) return '';
  const some = unknown.slice(0, NAMED).map((entry) => clip(visible(entry), 60));
  const more = unknown.length - some.length;
  const named = more > 0 ? t`${some.join(', ')} and ${number(more)} more` : some.join(', ');
  return complete ? t`${number(unknown.length)} unknown, not selected: ${named}.` : t`${number(unknown.length)} not found so far, not selected: ${named}.`;
}
