import { parseQuery } from '#fleet/query.ts';

/** Whether a search can only be answered with the Apps: whether a target is among them. Pure. */
export function needsApps(q: string): boolean {
  return parseQuery(q).terms.some((term) => (term.field === 'is' || term.field === 'needs') && ASKED.has(term.value));
}

/** What needs nothing, what needs anything, and what is aside for it depends on it, too. */
const ASKED: ReadonlySet<string> = new Set(['orphan', 'any', 'none', 'acked', 'snoozed']);
