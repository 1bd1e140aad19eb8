import { t } from '#texts/t.ts';
/** Waves as they are written: `1, 1%, 10%, 50%, 100%`, each how much of the whole it ends with. Pure. */

export const DEFAULT_WAVES = '1, 1%, 10%, 50%, 100%';

export type Waves =
  /** How many devices each wave ends with, growing; the last is all. */
  | { readonly ends: readonly number[]; readonly problem: null }
  | { readonly ends: null; readonly problem: string };

/**
 * Percentages are rounded up, so that 1 % of 20 is a device; a wave that would add none is left out, and all that is left
 * over is a last wave.
 */
export function parseWaves(text: string, total: number): Waves {
  const ends: number[] = [];
  let last = 0;
  for (const part of text.split(/[,;\s]+/u).filter((each) => each !== '')) {
    const match = /^(\d{1,7}(?:\.\d{1,3})?)(%?)$/u.exec(part);
    if (match === null) return wrong(t`“${part}” is neither a number of devices nor a percentage, like 25 or 10%.`);
    const value = Number(match[1]);
    if (match[2] === '%' && value > 100) return wrong(t`A wave cannot end with more than 100%.`);
    if (match[2] === '' && !Number.isInteger(value)) return wrong(t`“${part}” is no whole number of devices.`);
    if (value === 0) return wrong(t`A wave of no device tells nothing.`);
    const end = Math.min(total, match[2] === '%' ? Math.ceil((total * value) / 100 - 1e-9) : value);
    if (end < last) return wrong(t`“${part}” (${end}) is less than the wave before it (${last}): each says how much of the whole it ends with.`);
    if (end > last) ends.push(end);
    last = end;
  }
  if (ends.length === 0 && total > 0) return wrong(t`At least one wave is needed, 100% for all at once.`);
  if (last < total) ends.push(total);
  return { ends, problem: null };
}

function wrong(problem: string): Waves {
  return { ends: null, problem };
}

export function inSmallWaves(ends: readonly number[]): boolean {
  return ends.every((end, index) => Number.isInteger(end) && end > (ends[index - 1] ?? 0));
}
