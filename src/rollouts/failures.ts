import type { ItemState, Ledger, Note } from './ledger.ts';
import { noteWords } from './run-words.ts';
import { t } from '#texts/t.ts';

/** What did not go well in a run, by kind. Pure. */

export interface FailureKind {
  readonly state: ItemState;
  /** Why, as a sentence. */
  readonly words: string;
  /** The code that a device reported; null where it reported none. */
  readonly code: Exclude<Note['code'], undefined>;
  /** The items of the plan, in its order. */
  readonly indexes: readonly number[];
}

/** Each kind of failure once, the most frequent first. */
export function failuresOf(ledger: Ledger, states: readonly ItemState[]): readonly FailureKind[] {
  const kinds = new Map<string, FailureKind & { readonly indexes: number[] }>();
  for (const index of ledger.indexes(...states)) {
    const [state, note] = [ledger.state(index), ledger.note(index)];
    const words = noteWords(note) || t`No reason was noted.`;
    const key = `${state} ${words}`;
    const kind = kinds.get(key);
    if (kind !== undefined) kind.indexes.push(index);
    else kinds.set(key, { state, words, code: note?.why === 'update-error' ? (note.code ?? null) : null, indexes: [index] });
  }
  return [...kinds.values()].toSorted((a, b) => b.indexes.length - a.indexes.length);
}
