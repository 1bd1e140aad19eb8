import { SORT_FIELDS, type SortField, type SortKey } from '#fleet/view.ts';

/** The order of the list: in the address, and from click to click. Pure. */

const MOST = 2;
/** What has an age or a date is asked for by its latest; words from A. */
const LATEST_FIRST: ReadonlySet<SortField> = new Set(['alignment', 'targeted', 'reported', 'logging', 'updated', 'created']);

/** Reads `name,-targeted`. Unknown and repeated columns are dropped, and what is more than two. */
export function parseSort(text: string | null): readonly SortKey[] {
  const keys = new Map<SortField, SortKey>();
  for (const word of (text ?? '').split(',')) {
    const down = word.startsWith('-');
    const field = SORT_FIELDS.find((known) => known === (down ? word.slice(1) : word));
    if (field !== undefined && !keys.has(field)) keys.set(field, { field, down });
  }
  return [...keys.values()].slice(0, MOST);
}

/** The same as text; null for the order of the API. */
export function sortText(sort: readonly SortKey[]): string | null {
  return sort.length === 0 ? null : sort.map(({ field, down }) => `${down ? '-' : ''}${field}`).join(',');
}

/** Which way a column is sorted with its first click. */
export function firstWay(field: SortField): boolean {
  return LATEST_FIRST.has(field);
}

/** The order after a click on a column's header: one way, the other, none. With Shift beside the first column, else alone. */
export function nextSort(sort: readonly SortKey[], field: SortField, shift: boolean): readonly SortKey[] {
  const at = sort.findIndex((key) => key.field === field);
  const next = turned(sort[at], field);
  if (!shift || sort.length === 0) {
    // A second column that is clicked alone begins anew.
    const alone = sort.length === 1 && at === 0 ? next : { field, down: firstWay(field) };
    return alone === null ? [] : [alone];
  }
  if (at === -1) return [...sort.slice(0, MOST - 1), { field, down: firstWay(field) }];
  return sort.flatMap((key, index) => (index === at ? (next ?? []) : key));
}

function turned(key: SortKey | undefined, field: SortField): SortKey | null {
  if (key === undefined) return { field, down: firstWay(field) };
  return key.down === firstWay(field) ? { field, down: !key.down } : null;
}
