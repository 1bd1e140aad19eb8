import type { AppNames } from './app-names.ts';
import type { Columns } from './columns.ts';
import { errorCode } from './health.ts';
import type { Vocabulary } from './view.ts';

/** So many codes and words are offered at the most. */
const MOST = 200;

/** The values that occur, the commonest first; the Apps that are listed, or were at the last visit, and then those that are not but are spoken of. */
export function vocabulary(columns: Columns, apps: AppNames): Vocabulary {
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

function commonest(counts: ReadonlyMap<string, number>): [text: string, count: number][] {
  return [...counts].toSorted(([, a], [, b]) => b - a).slice(0, MOST);
}
