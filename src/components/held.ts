import { useState } from 'react';

interface Query<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  readonly failureReason: Error | null;
  readonly isPlaceholderData: boolean;
}

interface Held<T> {
  /** What to show: the answer, else the last one there was. */
  readonly data: T | undefined;
  /** True when that is not the answer to the present question. */
  readonly old: boolean;
  /** The trouble there is; it stays until an answer comes, also while it is tried again. */
  readonly error: Error | null;
}

/**
 * Holds on to the last good answer and to the last trouble. The query library lets go of both: of the old page once the
 * new one has failed, of an error as soon as the next try begins.
 */
export function useHeld<T>({ data, error, failureReason, isPlaceholderData }: Query<T>): Held<T> {
  const trouble = error ?? failureReason;
  const [held, setHeld] = useState<{ readonly data: T | undefined; readonly error: Error | null }>({ data, error: trouble });
  const answered = data !== undefined && !isPlaceholderData;
  const next = { data: data ?? held.data, error: answered ? trouble : (trouble ?? held.error) };
  if (next.data !== held.data || next.error !== held.error) setHeld(next);
  return { ...next, old: !answered && next.data !== undefined };
}
