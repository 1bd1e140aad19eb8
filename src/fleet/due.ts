import type { Progress } from './tab-messages.ts';
import type { Pace } from './view.ts';

const USUAL = 60_000;
const WHILE_LANDING = 20_000;
const LESS = 10 * 60_000;

/**
 * When the fleet is to be read next, by the browser's clock: 0 for at once, Infinity for not by itself. `landing` is asked only
 * when it matters: it looks through the whole fleet. A broken sweep is tried again sooner, but ever more patiently.
 */
export function dueAt({ lastEnd, broken, final }: Progress, pace: Pace, landing: () => boolean): number {
  if (pace === 'manual') return Number.POSITIVE_INFINITY;
  if (lastEnd === null) return 0;
  const usual = pace === 'less' ? LESS : landing() ? WHILE_LANDING : USUAL;
  return lastEnd + (broken > 0 && !final ? Math.min(usual, WHILE_LANDING * 2 ** (broken - 1)) : usual);
}
