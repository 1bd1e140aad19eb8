import { DAY, HOUR, MINUTE } from '#lib/time.ts';

/** Ages in the search language: `>1h`, `<2d`, `>1h30m`. */

const UNITS = { w: 7 * DAY, d: DAY, h: HOUR, m: MINUTE, s: 1000, ms: 1 } as const;
const AGE = /^([<>])((?:\d+(?:ms|[wdhms]))+)$/iu;
const STEP = /(\d+)(ms|[wdhms])/giu;

/** Over (`>`) or under (`<`) so many milliseconds; null for anything else. */
export function parseAge(text: string): { readonly over: boolean; readonly ms: number } | null {
  const [, sign, spans] = AGE.exec(text) ?? [];
  if (spans === undefined) return null;
  const ms = [...spans.matchAll(STEP)].reduce((sum, [, n, unit]) => sum + Number(n) * size(unit ?? ''), 0);
  return Number.isSafeInteger(ms) ? { over: sign === '>', ms } : null;
}

function size(unit: string): number {
  const known = unit.toLowerCase();
  return Object.hasOwn(UNITS, known) ? UNITS[known as keyof typeof UNITS] : Number.NaN;
}

/** The shortest text that `parseAge` reads back. `ms` is whole and not negative. */
export function ageText({ over, ms }: { readonly over: boolean; readonly ms: number }): string {
  let rest = ms;
  let text = '';
  // A week is seven days: days alone are easier to compare.
  for (const unit of ['d', 'h', 'm', 's', 'ms'] as const) {
    const n = Math.floor(rest / UNITS[unit]);
    rest -= n * UNITS[unit];
    if (n > 0) text += `${n}${unit}`;
  }
  return `${over ? '>' : '<'}${text || '0s'}`;
}
