import { describe, expect, test } from 'vitest';
import { dueAt } from './due.ts';
import { FRESH } from './progress.ts';
import { judge } from './shrink.ts';
import type { Progress } from './tab-messages.ts';

const S = 1000;
const AT = 1_000_000;
const trouble = (kind: string): Progress['trouble'] => ({ message: 'no', trouble: kind, retryAt: null });

const due = (progress: Partial<Progress>, pace: 'auto' | 'less' | 'manual' = 'auto', landing = false, now = AT): number =>
  dueAt({ ...FRESH, lastEnd: AT, ...progress }, pace, now, () => landing);

describe('the next sweep', () => {
  test('is due at once, a minute after the last, or 20 s while something lands', () => {
    expect(due({ lastEnd: null })).toBe(0);
    expect(due({})).toBe(AT + 60 * S);
    expect(due({}, 'auto', true)).toBe(AT + 20 * S);
  });

  test('comes every ten minutes, or never by itself, when it was so chosen', () => {
    expect(due({}, 'less', true)).toBe(AT + 600 * S);
    expect(due({ lastEnd: null }, 'manual', true)).toBe(Number.POSITIVE_INFINITY);
  });

  test('after a broken one comes sooner, and ever more patiently', () => {
    expect([1, 2, 3, 9].map((broken) => due({ broken }) - AT)).toEqual([20 * S, 40 * S, 60 * S, 60 * S]);
    expect(due({ broken: 9 }, 'less') - AT).toBe(600 * S);
  });

  test('is due at once when the last lies ahead: the clock was set back since, unless it is never read by itself', () => {
    expect(due({}, 'auto', false, AT - 5 * S)).toBe(0);
    expect(due({}, 'less', false, AT - 3600 * S)).toBe(0);
    expect(due({}, 'manual', false, AT - 3600 * S)).toBe(Number.POSITIVE_INFINITY);
    // Two tabs may differ by a moment.
    expect(due({}, 'auto', false, AT - S)).toBe(AT + 60 * S);
  });

  test('probes a refused credential at the usual pace', () => {
    expect(due({ broken: 1, final: true, trouble: trouble('sign-in') }) - AT).toBe(60 * S);
  });
});

const verdict = (swept: number, believed: number | null, more: object = {}): unknown =>
  judge({ swept, held: Math.max(swept, believed ?? 0), believed, answer: null, ...more });

describe('a complete list', () => {
  test('is believed down to one half of the last', () => {
    expect(verdict(50, 100)).toEqual({ kind: 'believe', force: false });
    expect(verdict(49, 100)).toEqual({ kind: 'ask', from: 100, to: 49 });
    expect(verdict(500, 100)).toEqual({ kind: 'believe', force: false });
  });

  test('without a last one is believed unless it holds nothing where there was something', () => {
    expect(verdict(1, null, { held: 900 })).toEqual({ kind: 'believe', force: false });
    expect(verdict(0, null)).toEqual({ kind: 'believe', force: false });
    expect(verdict(0, null, { held: 900 })).toEqual({ kind: 'ask', from: 900, to: 0 });
    expect(verdict(0, 0)).toEqual({ kind: 'believe', force: false });
  });

  test('that was agreed to is taken at once, unless it has shrunk once more', () => {
    const answer = { take: true, to: 10 };
    expect(verdict(10, 100, { answer })).toEqual({ kind: 'believe', force: true });
    expect(verdict(5, 100, { answer })).toEqual({ kind: 'believe', force: true });
    expect(verdict(4, 100, { answer })).toEqual({ kind: 'ask', from: 100, to: 4 });
    expect(verdict(0, 100, { answer })).toEqual({ kind: 'ask', from: 100, to: 0 });
    expect(verdict(21, 100, { answer })).toEqual({ kind: 'ask', from: 100, to: 21 });
    const toNothing = { take: true, to: 0 };
    expect(verdict(0, 100, { answer: toNothing })).toEqual({ kind: 'believe', force: true });
    expect(verdict(1, 100, { answer: toNothing })).toEqual({ kind: 'ask', from: 100, to: 1 });
  });

  test('that was declined is not asked about again while it is the same', () => {
    const answer = { take: false, to: 10 };
    expect(verdict(10, 100, { answer })).toEqual({ kind: 'keep' });
    expect(verdict(11, 100, { answer })).toEqual({ kind: 'ask', from: 100, to: 11 });
  });
});
