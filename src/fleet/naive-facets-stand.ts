import type { StuckAfter } from './health.ts';
import { factsOf } from './health.ts';
import { statusKey } from './filter.ts';
import type { NaiveFleet } from './naive-stand.ts';
import { parseQuery, termText, type Term } from './query.ts';
import { facetOf } from './query-terms.ts';
import type { Facet } from './view.ts';

type Shown = [term: string, count: number | null, on: boolean][];

const FIXED: Readonly<Record<'alignment' | 'logging' | 'needs', readonly string[]>> = {
  alignment: ['is:aligned', 'is:drifting', 'is:stuck', 'is:never', 'is:no-target'],
  logging: ['log:on', 'log:off', 'log:expiring', 'log:expired'],
  needs: ['needs:failed', 'needs:stuck', 'needs:odd', 'needs:orphan', 'needs:never', 'needs:logging'],
};

/** Which targets are none of the account’s Apps, while these are not known. */
const untold = (term: string, { apps }: NaiveFleet): boolean => term === 'needs:orphan' && apps === null;

/** Every chip by asking for its term: with all terms but the choices of its facet. */
export function naiveFacets(fleet: NaiveFleet, terms: readonly Term[], list: readonly string[] | null, now: number, limits: StuckAfter): Record<string, Shown> {
  const of = (name: Facet['name'], candidates: Iterable<string>): Shown => {
    const choices = terms.filter((term) => facetOf(term) === name);
    const rest = terms.filter((term) => facetOf(term) !== name);
    const chosen = new Set(choices.filter(({ field, ...term }) => field !== 'app' || ('match' in term && term.match.kind !== 'part')).map(termText));
    return [...new Set([...candidates, ...chosen])]
      .map((term): Shown[number] => [term, untold(term, fleet) ? null : fleet.select([...rest, ...parseQuery(term).terms], [], list, now, limits).length, chosen.has(term)])
      .filter(([, count, on]) => (count ?? 0) > 0 || on)
      .toSorted();
  };
  const facts = fleet.rows.map(({ device }) => factsOf(device));
  const chosen = new Set(terms.map(termText));
  return {
    alignment: of('alignment', FIXED.alignment),
    update: of('update', facts.map(({ word }) => termText({ field: 'status', word: statusKey(word) }))),
    app: of('app', facts.map(({ target }) => appTerm(fleet, target, chosen))),
    logging: of('logging', FIXED.logging),
    needs: of('needs', FIXED.needs),
  };
}

/** By its name where that says the same and the query does not hold the sid. */
function appTerm(fleet: NaiveFleet, sid: string | null, chosen: ReadonlySet<string>): string {
  if (sid === null) return 'app:none';
  const bySid = termText({ field: 'app', match: { kind: 'whole', text: sid } });
  const name = fleet.apps?.find((app) => app.sid === sid)?.unique_name ?? null;
  if (name === null || chosen.has(bySid)) return bySid;
  const clear = fleet.apps?.filter((app) => app.unique_name === name).length === 1 && !fleet.isApp(name);
  return clear ? termText({ field: 'app', match: { kind: 'whole', text: name } }) : bySid;
}
