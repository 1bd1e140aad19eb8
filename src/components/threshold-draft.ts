import { LEASE, type StuckAfter } from '#fleet/health.ts';
import { DAY, HOUR, MINUTE } from '#lib/time.ts';
import { t } from '#texts/t.ts';
import { LONGEST, SHORTEST } from './stuck-after-schema.ts';

/** Thresholds while they are being typed. Pure. */

export const UNITS = { minutes: MINUTE, hours: HOUR, days: DAY } as const;
export type Unit = keyof typeof UNITS;

export interface Span {
  /** As it was typed. */
  readonly text: string;
  readonly unit: Unit;
}

export interface Draft {
  readonly usual: Span;
  readonly perApp: readonly { readonly sid: string; readonly span: Span }[];
  readonly logging: Span;
}

/** In the largest unit that leaves a whole number. */
export function spanOf(ms: number): Span {
  const unit = (['days', 'hours'] as const).find((each) => ms % UNITS[each] === 0) ?? 'minutes';
  return { text: String(Math.round(ms / UNITS[unit])), unit };
}

export function draftOf({ usual, perApp, logging }: StuckAfter): Draft {
  return { usual: spanOf(usual), perApp: Object.entries(perApp).map(([sid, ms]) => ({ sid, span: spanOf(ms) })), logging: spanOf(logging) };
}

/** Milliseconds; or, as a sentence, why it is none. */
export function parseSpan(span: Span): number | string {
  return inRange(span, LONGEST) ?? t`A whole number, from 1 minute to 365 days.`;
}

/** The same for logging, which a lease ends after 24 hours. */
export function parseLogging(span: Span): number | string {
  return inRange(span, LEASE) ?? t`A whole number, from 1 minute to 24 hours.`;
}

function inRange({ text, unit }: Span, longest: number): number | null {
  const ms = /^\d{1,6}$/u.test(text.trim()) ? Number(text) * UNITS[unit] : Number.NaN;
  return ms >= SHORTEST && ms <= longest ? ms : null;
}

/** Null while something in it cannot be used. */
export function limitsOf({ usual, perApp, logging }: Draft): StuckAfter | null {
  const [after, left] = [parseSpan(usual), parseLogging(logging)];
  const own = perApp.map(({ sid, span }) => [sid, parseSpan(span)] as const).filter((entry): entry is readonly [string, number] => typeof entry[1] === 'number');
  return typeof after === 'number' && typeof left === 'number' && own.length === perApp.length ? { usual: after, perApp: Object.fromEntries(own), logging: left } : null;
}
