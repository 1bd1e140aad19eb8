import type { Clock } from './intake.ts';
import type { FleetIndex } from './fleet-index.ts';
import { findsNothing, formatQuery, parseQuery, type Term } from './query.ts';
import type { WalkRequest, Walked } from './triage-view.ts';

/**
 * Working through a list: the devices that it held as it was entered, in that order, whatever leaves it meanwhile. So nothing is skipped
 * when the one that was just acknowledged is gone, and “3 of 41” stays what it was.
 */

/** A longer list is stepped through as it is: nobody works through it, and its order would cost megabytes. */
const LONGEST_WALK = 20_000;
/** So many are remembered. */
const MOST = 8;

interface Walk {
  /** Which stay at the device pages it belongs to. */
  visit: number;
  readonly sids: readonly string[];
  readonly at: ReadonlyMap<string, number>;
}

export class Walks {
  readonly #walks = new Map<string, Walk>();

  /** Null when the device is, and was, not in the list. */
  walk(index: FleetIndex, { selection, limits, sid, visit }: WalkRequest, clock: Clock): Walked | null {
    const now = index.members(selection, limits, clock);
    if (now.total > LONGEST_WALK || index.coverage(clock).completeAt === null) return alive(index, { selection, limits, sid, visit }, clock);
    const key = JSON.stringify(selection);
    const walk = this.#walks.get(key);
    if (walk?.visit === visit && walk.at.has(sid)) return stand(walk, sid, now.has, now.total, (each) => index.holds(each));
    const begun = now.has(sid) ? index.sids(selection, limits, clock) : null;
    if (begun === null && walk?.at.has(sid) === true) {
      // Whoever comes back to a device that has left the list goes on where they were.
      walk.visit = visit;
      return stand(walk, sid, now.has, now.total, (each) => index.holds(each));
    }
    // One that was put aside was in the list, and would be if it were not.
    const order = begun ?? index.sids({ ...selection, q: withoutAside(selection.q) }, limits, clock).filter((each) => each === sid || now.has(each));
    if (!order.includes(sid)) return null;
    return stand(this.#keep(key, order, visit), sid, now.has, now.total, (each) => index.holds(each));
  }

  #keep(key: string, sids: readonly string[], visit: number): Walk {
    const walk = { visit, sids, at: new Map(sids.map((sid, at) => [sid, at])) };
    this.#walks.delete(key);
    this.#walks.set(key, walk);
    const [oldest] = this.#walks.keys();
    if (this.#walks.size > MOST && oldest !== undefined) this.#walks.delete(oldest);
    return walk;
  }
}

/** A list as it is now, of which nothing is remembered. */
function alive(index: FleetIndex, { selection, limits, sid }: WalkRequest, clock: Clock): Walked | null {
  const place = index.place(selection, limits, sid, clock);
  return place && { ...place, done: null, isIn: true, first: null, more: 0 };
}

function stand({ sids, at }: Walk, sid: string, isIn: (sid: string) => boolean, total: number, isHeld: (sid: string) => boolean): Walked {
  const index = at.get(sid) ?? 0;
  const left = sids.filter((each) => isIn(each));
  return {
    index,
    total: sids.length,
    done: sids.length - left.length,
    isIn: isIn(sid),
    previous: sids.slice(0, index).findLast((each) => isHeld(each)) ?? null,
    next: left.find((each) => (at.get(each) ?? 0) > index) ?? null,
    first: left[0] ?? null,
    more: total - left.length,
  };
}

const isAside = (term: Term): boolean => term.field === 'is' && (term.value === 'aside' || term.value === 'acked' || term.value === 'snoozed');

function withoutAside(q: string): string {
  const query = parseQuery(q);
  // Of what finds nothing, nothing must be left out: what is left would find everything.
  return findsNothing(query) ? q : formatQuery({ terms: query.terms.filter((term) => !isAside(term)) });
}
