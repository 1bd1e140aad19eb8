import { startTransition, useEffect, useState } from 'react';

/** Longer than between two keys of somebody who types. */
const REST_MS = 500;

/**
 * Whether there is time to draw what is not on the screen: once the rows have been the same for a while. With every key that
 * changes the rows, those alone that can be seen are 80 ms of work, all fifty 140.
 */
export function useRest(rows: string): boolean {
  const [rested, rest] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => startTransition(() => rest(rows)), REST_MS);
    return () => clearTimeout(timer);
  }, [rows]);
  return rested === rows;
}
