import { quantile } from './eta.ts';

/** How long devices took from target to report. Pure. Milliseconds. */

export interface LandingTimes {
  readonly devices: number;
  readonly median: number;
  readonly most: number;
  readonly slowest: number;
  /** From nothing to the slowest, in equal steps. */
  readonly steps: readonly { readonly upTo: number; readonly devices: number }[];
}

const STEPS = 12;

/** `most`: nine of ten were faster. Null when none has landed. */
export function landingTimes(took: readonly number[]): LandingTimes | null {
  if (took.length === 0) return null;
  const sorted = took.toSorted((a, b) => a - b);
  const slowest = sorted.at(-1) ?? 0;
  const width = Math.max(1, slowest / STEPS);
  const counts = Array.from({ length: STEPS }, () => 0);
  for (const ms of sorted) {
    const step = Math.min(STEPS - 1, Math.floor(ms / width));
    counts[step] = (counts[step] ?? 0) + 1;
  }
  return {
    devices: sorted.length,
    median: quantile(sorted, 0.5),
    most: quantile(sorted, 0.9),
    slowest,
    steps: counts.map((devices, step) => ({ upTo: (step + 1) * width, devices })),
  };
}
