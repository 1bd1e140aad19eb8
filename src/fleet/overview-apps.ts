import { fold } from '#lib/text.ts';
import type { StateCount } from './overview-states.ts';
import { is, isApp, search } from './overview-terms.ts';
import type { AppAdoption } from './view.ts';

type Part = keyof AppAdoption['counts'];

/**
 * How far each App has come: those that devices should run or do run, and those that the account lists. The one with the
 * most devices first.
 * @param landings how long each observed landing took, by App, in milliseconds
 */
export function adoption(states: readonly StateCount[], listed: ReadonlyMap<string, unknown> | null, landings: ReadonlyMap<string, readonly number[]>): AppAdoption[] {
  const apps = new Map<string, Record<Part, number>>();
  const of = (sid: string): Record<Part, number> => {
    let app = apps.get(sid);
    if (app === undefined) apps.set(sid, (app = { targeted: 0, running: 0, pending: 0, failed: 0, stuck: 0 }));
    return app;
  };
  for (const sid of listed?.keys() ?? []) of(sid);
  for (const { target, reported, word, failed, count, stuck } of states) {
    if (reported !== null) of(reported).running += count;
    if (target === null) continue;
    const app = of(target);
    app.targeted += count;
    app.stuck += stuck;
    if (failed) app.failed += count;
    // As the search compares: it folds letters.
    if (word !== null && PENDING.has(fold(word))) app.pending += count;
  }
  const sorted = [...apps].toSorted(([a, x], [b, y]) => y.targeted - x.targeted || y.running - x.running || (a < b ? -1 : 1));
  return sorted.map(([sid, counts]) => ({ sid, listed: listed?.has(sid) ?? null, counts: linked(sid, counts), landing: median(landings.get(sid) ?? []) }));
}

const PENDING: ReadonlySet<string> = new Set(['pending', 'scheduled']);

function linked(sid: string, counts: Readonly<Record<Part, number>>): AppAdoption['counts'] {
  const target = isApp('app', sid);
  return {
    targeted: { term: search(target), count: counts.targeted },
    running: { term: search(isApp('runs', sid)), count: counts.running },
    pending: { term: search(target, { field: 'status', word: 'pending' }), count: counts.pending },
    failed: { term: search(target, is('failed')), count: counts.failed },
    stuck: { term: search(target, is('stuck')), count: counts.stuck },
  };
}

function median(took: readonly number[]): AppAdoption['landing'] {
  if (took.length === 0) return null;
  const sorted = took.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return { median: ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2, observed: took.length };
}
