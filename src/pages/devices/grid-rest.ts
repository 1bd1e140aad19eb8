import { startTransition, useEffect, useState } from 'react';

/** Longer than between two keys of somebody who types. */
const REST_MS = 500;
/** Between two steps: the page can be painted, and a key be heard. */
const STEP_MS = 30;

/**
 * How much of what is not on the screen may be drawn, in steps: nothing at first, and more once the rows have been the same for
 * a while. With every key that changes the rows, those alone that can be seen are 80 ms of work, all fifty 140.
 */
export function useRest(rows: string, steps: number): number {
  const [rested, rest] = useState({ rows, step: 0 });
  const step = rested.rows === rows ? rested.step : 0;
  useEffect(() => {
    if (step >= steps) return undefined;
    const timer = setTimeout(() => startTransition(() => rest({ rows, step: step + 1 })), step === 0 ? REST_MS : STEP_MS);
    return () => clearTimeout(timer);
  }, [rows, step, steps]);
  return Math.min(step, steps);
}
