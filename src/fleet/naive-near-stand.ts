import { fold } from '#lib/text.ts';
import type { NaiveFleet } from './naive-stand.ts';

/** What is offered for the entries of a list that mean no device: by entry, names in order. */
export function naiveNear(naive: NaiveFleet, list: readonly string[]): { readonly entry: string; readonly names: readonly string[] }[] {
  return naive.unknown(list).flatMap((entry) => {
    const names = naive.rows.flatMap(({ device: { unique_name: name } }) => (name && (fold(name).trim() === fold(entry).trim() || entry.split(' ').includes(name)) ? name : []));
    return names.length === 0 ? [] : { entry, names: [...new Set(names)].toSorted() };
  });
}
