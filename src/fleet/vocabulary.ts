import { facets } from './facets.ts';
import { compile } from './filter.ts';
import type { Ground } from './ground.ts';
import { errorCode } from './health.ts';
import { needsApps } from './needs-apps.ts';
import { canSay } from './overview-terms.ts';
import { IS_VALUES, LOG_VALUES, NEEDS_VALUES } from './query-fields.ts';
import { parseQuery, termText } from './query.ts';
import { scan, type Counts } from './scan.ts';
import type { Vocabulary } from './view.ts';

/** So many codes and words are offered at the most. */
const MOST = 200;

/** The values that occur, the commonest first; the Apps that are listed, or were at the last visit, and then those that are not but are spoken of. */
export function vocabulary({ columns, apps }: Pick<Ground, 'columns' | 'apps'>): Omit<Vocabulary, 'counts'> {
  const counts = new Uint32Array(columns.states.size);
  columns.forEach((row) => {
    const state = columns.state[row] ?? 0;
    counts[state] = (counts[state] ?? 0) + 1;
  });
  const named = apps.list() ?? [];
  const known = new Set(named.map(({ sid }) => sid));
  const [words, codes, targets] = [new Map<string, number>(), new Map<string, number>(), new Set<string>()];
  for (const [id, { word, code, target, reported }] of columns.states.all.entries()) {
    const count = counts[id] ?? 0;
    if (count === 0) continue;
    const key = errorCode(code);
    if (word !== null) words.set(word, (words.get(word) ?? 0) + count);
    if (key !== null) codes.set(String(key), (codes.get(String(key)) ?? 0) + count);
    for (const sid of [target, reported]) if (sid !== null && !known.has(sid)) targets.add(sid);
  }
  const said = commonest(codes);
  return { apps: [...named, ...[...targets].map((sid) => ({ sid, unique_name: null }))], statuses: commonest(words).map(([word]) => word), codes: said.map(([code]) => code), codeCounts: said.map(([, count]) => count) };
}

const ALL = parseQuery('');

/** How many devices each word of the table stands for, by the term that finds them: one pass over the fleet. */
export function wordCounts(ground: Ground, { codes, codeCounts }: Pick<Vocabulary, 'codes' | 'codeCounts'>): Vocabulary['counts'] {
  const { counts } = scan(ALL, ground, null);
  const words: Record<string, number> = {};
  for (const [index, code] of codes.entries()) if (canSay(code)) words[termText({ field: 'err', code })] = codeCounts[index] ?? 0;
  for (const term of FIXED) words[term] = 0;
  for (const { values } of facets([], counts, ground)) for (const { term, count } of values) if (count !== null) words[term] = count;
  for (const value of IS_VALUES) {
    const term = termText({ field: 'is', value });
    const known = value === 'missing' ? ground.columns.missing.size : byState(term, counts, ground);
    if (known !== null) words[term] = known;
  }
  words['needs:none'] = counts.needs[0] ?? 0;
  words['needs:any'] = counts.needs.reduce((sum, count) => sum + count, 0) - words['needs:none'];
  // What only the Apps can tell is not counted before they are known.
  return ground.apps.known ? words : Object.fromEntries(Object.entries(words).filter(([term]) => !needsApps(parseQuery(term).terms)));
}

/** The values of facets that are left out of them where no device has them. */
const FIXED = ['is:stuck', ...LOG_VALUES.map((value) => `log:${value}`), ...NEEDS_VALUES.map((value) => `needs:${value}`)];

/** Of a term that depends on nothing but the state of a device; null for any other. */
function byState(term: string, counts: Counts, ground: Ground): number | null {
  const { states, tests, unchosen, choices } = compile(parseQuery(term).terms, ground);
  if (tests.length > 0 || choices.length > 0) return null;
  return counts.app.reduce((sum, count, id) => (states[id] === 1 && unchosen[id] === 0 ? sum + count : sum), 0);
}

function commonest(counts: ReadonlyMap<string, number>): [text: string, count: number][] {
  return [...counts].toSorted(([, a], [, b]) => b - a).slice(0, MOST);
}
