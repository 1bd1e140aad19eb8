import { BULK_SETTINGS, type RunSettings } from '#rollouts/plan.ts';
import { number, t } from '#texts/t.ts';

/** How fast a bulk action goes, and when it stops by itself, while it is being typed. Pure. */

export interface PaceDraft {
  /** Devices at a time. */
  readonly concurrency: string;
  /** Writes in any 10 s. */
  readonly rate: string;
  /** Percent of errors over which it halts; empty for never. */
  readonly percent: string;
  /** Outcomes before that counts. */
  readonly after: string;
}

/** Numbers that may be entered, from and to. */
export const PACE_LIMITS: Readonly<Record<keyof PaceDraft, readonly [number, number]>> = {
  concurrency: [1, 20],
  rate: [1, 2_000],
  percent: [0, 99],
  after: [1, 100_000],
};

const { concurrency, rate, halt } = BULK_SETTINGS;
export const USUAL_PACE: PaceDraft = { concurrency: String(concurrency), rate: String(rate), percent: String(halt.errorPercent ?? ''), after: String(halt.after) };

/** A number; null for one that may be left empty and is; or, as a sentence, why it is none. */
export function parsePace(field: keyof PaceDraft, text: string): number | null | string {
  if (field === 'percent' && text.trim() === '') return null;
  const [least, most] = PACE_LIMITS[field];
  const value = /^\d{1,7}$/u.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : field === 'percent' ? t`A whole number, ${least} to ${number(most)}, or nothing to go on whatever happens.` : t`A whole number, ${least} to ${number(most)}.`;
}

/** Null while something in it cannot be used. */
export function paceOf(draft: PaceDraft): Pick<RunSettings, 'concurrency' | 'rate' | 'halt'> | null {
  const at = parsePace('concurrency', draft.concurrency);
  const writes = parsePace('rate', draft.rate);
  const errorPercent = parsePace('percent', draft.percent);
  const after = parsePace('after', draft.after);
  if (typeof at !== 'number' || typeof writes !== 'number' || typeof after !== 'number' || typeof errorPercent === 'string') return null;
  return { concurrency: at, rate: writes, halt: { ...halt, errorPercent, after } };
}

/** In one line: `5 devices at a time, 100 writes in 10 s; halts over 10 % errors`. */
export function paceWords(draft: PaceDraft): string {
  const pace = paceOf(draft);
  if (pace === null) return t`to be corrected`;
  const { errorPercent } = pace.halt;
  return errorPercent === null
    ? t`${pace.concurrency} at a time, ${number(pace.rate)} in 10 s, never halts by itself`
    : t`${pace.concurrency} at a time, ${number(pace.rate)} in 10 s, halts over ${errorPercent} % errors`;
}
