import type { AppKinship, Pushed } from './app-fit.ts';
import type { Columns } from './columns.ts';
import { familyOf } from './health.ts';

/**
 * What devices run and what their target is instead, each pair once with the number of devices, and all Apps in use. A failed update tells
 * nothing of what belongs together. @param pushed that these devices have these Apps is left out
 */
export function given(columns: Columns, pushed: Pushed): Pick<AppKinship, 'given'> & { readonly used: readonly string[] } {
  const used = new Set<string>();
  const pairs = new Map<string, [string, string, number]>();
  columns.forEach((row) => {
    const { target, reported, word } = columns.states.at(columns.state[row] ?? 0);
    const isPushed = (app: string): boolean => pushed.get(app)?.has(columns.sid(row)) === true;
    for (const app of [target, reported]) if (app !== null && !isPushed(app)) used.add(app);
    if (target === null || reported === null || target === reported || familyOf(word) === 'error' || isPushed(target)) return;
    const pair = pairs.get(`${reported} ${target}`) ?? [reported, target, 0];
    pair[2] += 1;
    pairs.set(`${reported} ${target}`, pair);
  });
  return { given: [...pairs.values()], used: [...used] };
}
