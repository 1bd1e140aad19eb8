import type { Term } from './query.ts';

/** Whether a search can only be answered with the Apps that the account lists: whether a target is among them. Pure. */
export function needsApps(terms: readonly Term[]): boolean {
  return terms.some((term) => (term.field === 'is' && IS.has(term.value)) || (term.field === 'needs' && NEEDS.has(term.value)));
}

/** What is aside as an orphan is so only while it is one. */
const IS: ReadonlySet<string> = new Set(['orphan', 'acked', 'snoozed']);
/** A device stands in the first class that is true of it: those behind the orphans depend on these. */
const NEEDS: ReadonlySet<string> = new Set(['orphan', 'never', 'logging', 'any', 'none']);
