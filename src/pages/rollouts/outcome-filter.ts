import { foldedWords } from '#lib/search-words.ts';
import { fold } from '#lib/text.ts';
import { STATES, type ItemState, type Ledger } from '#rollouts/ledger.ts';
import type { Plan } from '#rollouts/plan.ts';

/** Which devices of a run are on show. Pure. */

export type Outcome = ItemState | 'all';

/** As it stands in the address; everything, where that says nothing that is known. */
export function outcomeIn(params: URLSearchParams): Outcome {
  const said = params.get('outcome');
  return STATES.find((state) => state === said) ?? 'all';
}

/** What is searched in, by index: name and sid, folded. Made once for each plan, since neither changes. */
export function namesOf({ items }: Plan): readonly string[] {
  return items.map(({ sid, seen: { name } }) => fold(`${name ?? ''}\n${sid}`));
}

/** The indexes of the items that hold every word; null when nothing is searched for, which is all of them. */
export function found(names: () => readonly string[], query: string): readonly number[] | null {
  const words = foldedWords(query);
  if (words.length === 0) return null;
  return names().flatMap((name, index) => (words.every((word) => name.includes(word)) ? [index] : []));
}

/** Of those the ones with this outcome, in the plan's order. Null is all. */
export function shownOf(ledger: Ledger, outcome: Outcome, matching: readonly number[] | null): readonly number[] | null {
  if (outcome === 'all') return matching;
  return matching === null ? ledger.indexes(outcome) : matching.filter((index) => ledger.state(index) === outcome);
}
