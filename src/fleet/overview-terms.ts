import type { AttentionClass } from './health.ts';
import { parseQuery, termText, type Wanted } from './query.ts';

/** The numbers of the home page as searches: each text gives exactly the rows that were counted. */

/** All of these at once, as a text of the search language. */
export function search(...wanted: readonly Wanted[]): string {
  return wanted.map(termText).join(' ');
}

/** A target or running App by its whole sid; null for none. */
export function isApp(field: 'app' | 'runs', sid: string | null): Wanted {
  return { field, match: sid === null ? { kind: 'none' } : { kind: 'whole', text: sid } };
}

export const is = (value: Extract<Wanted, { field: 'is' }>['value']): Wanted => ({ field: 'is', value });
export const needs = (value: AttentionClass): Wanted => ({ field: 'needs', value });

/** Neither acknowledged nor snoozed. */
export const WAITING: Wanted = { field: 'is', value: 'aside', not: true };

/** The error code; null for none. */
export function hasCode(code: string | null): Wanted {
  return { field: 'err', code };
}

/** Whether a code can be searched for: one that is called `any`, or is longer than a search may be, cannot. */
export function canSay(code: string | null): boolean {
  if (code === null) return true;
  const [term] = parseQuery(termText({ field: 'err', code })).terms;
  return code !== 'any' && term?.field === 'err' && term.code === code;
}
