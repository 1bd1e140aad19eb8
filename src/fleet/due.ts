import type { Progress } from './tab-messages.ts';
import type { Pace } from './view.ts';

const USUAL = 60_000;
const WHILE_LANDING = 20_000;
const LESS = 10 * 60_000;
/** An end that lies further ahead than two tabs may differ was before the clock was set back: who knows how long ago. */
const AHEAD = 2_000;

/**
 * When the fleet is to be read next, by the browser's clock: 0 for at once, Infinity for not by itself. `landing` is asked only
 * when it matters: it looks through the whole fleet. A broken sweep is tried again sooner, but ever more patiently.
 */
export function dueAt({ lastEnd, broken, final }: Progress, pace: Pace, now: number, landing: () => boolean): number {
  if (pace === 'manual') return Number.POSITIVE_INFINITY;
  if (lastEnd === null || lastEnd > now + AHEAD) return 0;
  const usual = pace === 'less' ? LESS : landing() ? WHILE_LANDING : USUAL;
  return lastEnd + (broken > 0 && !final ? Math.min(usual, WHILE_LANDING * 2 ** (broken - 1)) : usual);
}
