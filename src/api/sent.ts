import type { Trouble } from './error.ts';

/** A change that this page has sent. Without its values: one of them may be that of a Secret. */
export interface SentChange {
  /** Browser clock. */
  readonly at: number;
  /** The API's own path, without `/v1`. */
  readonly path: string;
  /** The fields of the form; none for a deletion. */
  readonly fields: readonly string[];
  /** What became of it: null while there is no answer. */
  end: SentEnd | null;
}
export type SentEnd = 'accepted' | Trouble;

/** So many of the latest are remembered one by one. */
const MOST = 20;

/** Every change that this page has sent since it was loaded: how many, how many had which end, and the latest ones. */
export const sentChanges = { count: 0, ends: {} as Partial<Record<SentEnd, number>>, latest: [] as SentChange[] };

/** To be told of each change as it is sent, with its answer. */
export function noteSent(path: string, form: Readonly<Record<string, string>> | undefined, answer: Promise<unknown>): void {
  const { ends, latest } = sentChanges;
  const change: SentChange = { at: Date.now(), path, fields: Object.keys(form ?? {}), end: null };
  const note = (end: SentEnd): void => {
    change.end = end;
    ends[end] = (ends[end] ?? 0) + 1;
  };
  sentChanges.count += 1;
  latest.push(change);
  if (latest.length > MOST) latest.shift();
  // An error that names no trouble came before an answer. One that is held repeats what an earlier call was answered.
  answer.then(() => note('accepted'), ({ trouble = 'network', held = false }: { readonly trouble?: Trouble; readonly held?: boolean }) => note(held ? 'unsent' : trouble));
}
