import { statusKey } from './filter.ts';
import { failed, type StateCount } from './overview-states.ts';
import { is, isApp, search } from './overview-terms.ts';
import type { AppAdoption } from './view.ts';

type Part = keyof AppAdoption['counts'];

/**
 * How far each App has come: those that devices should run or do run, and those that the account lists (`listed`, null while they are not known). The one with the
 * most devices first.
 * @param landings how long each observed landing took, by App, in milliseconds
 */
export function adoption(states: readonly StateCount[], listed: readonly { readonly sid: string }[] | null, landings: ReadonlyMap<string, readonly number[]>): AppAdoption[] {
  const apps = new Map<string, Record<Part, number>>();
  const of = (sid: string): Record<Part, number> => {
    let app = apps.get(sid);
    if (app === undefined) apps.set(sid, (app = { targeted: 0, running: 0, pending: 0, failed: 0, stuck: 0 }));
    return app;
  };
  for (const { sid } of listed ?? []) of(sid);
  for (const state of states) {
    const { target, reported, word, count, stuck } = state;
    if (reported !== null) of(reported).running += count;
    if (target === null) continue;
    const app = of(target);
    app.targeted += count;
    app.stuck += stuck;
    if (failed(state)) app.failed += count;
    if (statusKey(word) === 'pending') app.pending += count;
  }
  const known = listed && new Set(listed.map(({ sid }) => sid));
  const sorted = [...apps].toSorted(([a, x], [b, y]) => y.targeted - x.targeted || y.running - x.running || (a < b ? -1 : 1));
  return sorted.map(([sid, counts]) => ({ sid, listed: known?.has(sid) ?? null, counts: linked(sid, counts), landing: median(landings.get(sid) ?? []) }));
}

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
