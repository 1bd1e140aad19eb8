import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useStuckAfter } from '#components/stuck-after.ts';
import { fleet, fleetQueries } from '#fleet/fleet.ts';
import type { StuckAfter } from '#fleet/health.ts';
import type { FleetRow, Selection } from '#fleet/view.ts';
import type { Away } from './selection-words.ts';

/** Where the selected devices are: on the page, elsewhere in its list, outside of it, or no longer in the fleet. */

/** For more than these it is only said how many are not on the page: while devices change, all of them cross over to the Worker four times a second. */
const MOST = 5_000;

interface Where extends Pick<Selection, 'q' | 'list'> {
  /** The devices that were asked about. */
  readonly of: ReadonlySet<string>;
  /** Those of them that are in the fleet, and in the list. */
  readonly held: ReadonlySet<string>;
  readonly listed: ReadonlySet<string>;
}

/** Looks devices up in the index, by their sids. Costs as much as there are of them, and a search. */
export async function lookUp(of: ReadonlySet<string>, { q, list }: Pick<Selection, 'q' | 'list'>, limits: StuckAfter): Promise<Where> {
  const within = (terms: string, entries: readonly string[]): Promise<readonly string[]> => fleet.sids({ q: terms, sort: [], list: entries }, limits);
  const sids = [...of];
  const held = new Set(await within('', sids));
  const matching = q.trim() === '' ? held : new Set(await within(q, sids));
  const listed = list === null ? matching : new Set((await within('', list)).filter((sid) => matching.has(sid)));
  return { of, q, list, held, listed };
}

const names = new WeakMap<object, number>();
let last = 0;

/** A short name for one object, in place of thousands of sids. */
function nameOf(one: object | null): number {
  if (one === null) return 0;
  const known = names.get(one);
  if (known !== undefined) return known;
  last += 1;
  names.set(one, last);
  return last;
}

interface Whereabouts extends Away {
  /** How many of them the list has, on this page or another; null while that is not known. */
  readonly listed: number | null;
}

/** How many of the selected devices are where: at once as far as the page tells, and a moment later exactly. */
export function useWhereabouts(chosen: ReadonlySet<string>, shown: readonly FleetRow[], { q, list }: Selection): Whereabouts {
  const limits = useStuckAfter();
  const { data } = useQuery({
    // Among the questions to the index, which are asked again when it has changed.
    queryKey: [...fleetQueries.all, 'whereabouts', nameOf(chosen), q, nameOf(list), limits],
    queryFn: () => lookUp(chosen, { q, list }, limits),
    enabled: chosen.size <= MOST,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    networkMode: 'always',
    structuralSharing: false,
    placeholderData: keepPreviousData,
  });
  return counted(chosen, shown, data?.q === q && data.list === list ? data : null);
}

/** Of a device that was chosen since `where` was asked it is only known that it is chosen. */
function counted(chosen: ReadonlySet<string>, shown: readonly FleetRow[], where: Where | null): Whereabouts {
  const here = new Set(shown.map(({ device }) => device.sid));
  let [elsewhere, hidden, gone, listed] = [0, 0, 0, 0];
  for (const sid of chosen) {
    const known = where?.of.has(sid) ? where : null;
    if (known?.listed.has(sid)) listed += 1;
    if (here.has(sid)) continue;
    if (known === null || known.listed.has(sid)) elsewhere += 1;
    else if (known.held.has(sid)) hidden += 1;
    else gone += 1;
  }
  return { elsewhere, hidden, gone, listed: where?.of === chosen ? listed : null };
}
