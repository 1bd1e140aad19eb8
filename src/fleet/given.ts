import type { AppKinship } from './app-fit.ts';
import type { Columns } from './columns.ts';
import { familyOf } from './health.ts';

/** What devices run, and what they are meant to run instead: each pair once. A failed update tells nothing of what belongs together. */
export function given(columns: Columns): AppKinship['given'] {
  const used = new Set<number>();
  columns.forEach((row) => used.add(columns.state[row] ?? 0));
  const pairs = new Map<string, readonly [string, string]>();
  for (const id of used) {
    const { target, reported, word } = columns.states.at(id);
    if (target !== null && reported !== null && target !== reported && familyOf(word) !== 'error') pairs.set(`${reported} ${target}`, [reported, target]);
  }
  return [...pairs.values()];
}
