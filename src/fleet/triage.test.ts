import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '#lib/time.ts';
import { ATTENTION, attention, STUCK_AFTER, type Facts } from './health.ts';
import { asideKind, isMatter, isOver, matterOf } from './triage.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const [OLD, NEW] = ['1', '2'].map((digit) => `KA${digit.repeat(32)}`) as [string, string];

const facts = (some: Partial<Facts> = {}): Facts => ({ target: NEW, reported: OLD, targeted: NOW - 2 * HOUR, word: 'pending', code: 0, updated: NOW, logging: false, loggingEnds: null, ...some });
const STUCK = facts();
const FAILED = facts({ word: 'error', code: 118 });
const ODD = facts({ reported: NEW, word: 'error', code: 9 });
const LOGGING = facts({ reported: NEW, word: 'up-to-date', logging: true, loggingEnds: NOW + HOUR });

const anyFacts: fc.Arbitrary<Facts> = fc.record({
  target: fc.constantFrom(OLD, NEW, null, 'x'.repeat(500)),
  reported: fc.constantFrom(OLD, NEW, null),
  targeted: fc.constantFrom(NOW - 2 * HOUR, NOW - MINUTE, null),
  word: fc.constantFrom('pending', 'error', 'up-to-date', 'lost', 'found', null),
  code: fc.constantFrom(0, null, 118, '118', 7, 'y'.repeat(500)),
  updated: fc.constantFrom(NOW, null),
  logging: fc.constantFrom(true, false, null),
  loggingEnds: fc.constantFrom(NOW + 20 * HOUR, NOW + HOUR, NOW - HOUR, null),
});
const limits = fc.constantFrom(STUCK_AFTER, { ...STUCK_AFTER, usual: 5 * HOUR }, { usual: 0, perApp: {}, logging: 24 * HOUR });
const untils = fc.constantFrom(null, NOW - 1, NOW, NOW + 1);

/** No code at all is none, too. */
const none = (of: Facts): Facts => ({ ...of, code: of.code === 0 ? null : of.code });

describe('a device that was put aside', () => {
  test('is so exactly as long as the same is the matter with it, and until its time is up', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, limits, fc.constantFrom(true, false, null), untils, (then, since, after, listed, until) => {
        const as = attention(then, listed, NOW, after);
        fc.pre(as !== null);
        const aside = { ...matterOf(as, then), until };
        const kind = attention(since, listed, NOW, after);
        // What of a device the rules look at, of this class.
        const told = (of: Facts): unknown => ({
          failed: [of.target, of.targeted, String(of.code)], stuck: [of.target, of.targeted], odd: [of.target, of.targeted, of.word, String(of.code)],
          orphan: [of.target, of.targeted], never: [of.target, of.targeted], logging: [],
        })[as];
        const same = kind === as && JSON.stringify(told(none(then))) === JSON.stringify(told(none(since)));
        const due = until !== null && NOW >= until;
        expect(asideKind(aside, kind, since, NOW)).toBe(same && !due ? (until === null ? 'acked' : 'snoozed') : null);
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['fails', STUCK, FAILED],
    ['fails with another code', FAILED, { ...FAILED, code: 7 }],
    ['gets another target', STUCK, { ...STUCK, target: OLD, reported: NEW }],
    ['is sent the same again', FAILED, { ...FAILED, targeted: NOW - MINUTE }],
    ['contradicts itself otherwise', ODD, { ...ODD, word: 'lost' }],
  ])('is back when it %s', (_, then, since) => {
    const as = attention(then, true, NOW, STUCK_AFTER);
    expect(as).not.toBeNull();
    const aside = { ...matterOf(as ?? 'failed', then), until: null };
    expect(asideKind(aside, as, then, NOW)).toBe('acked');
    expect(asideKind(aside, attention(since, true, NOW, STUCK_AFTER), since, NOW)).toBeNull();
    expect(isOver(aside, since, true, NOW)).toBe(true);
  });

  test.each([
    ['its code comes as a text', FAILED, { ...FAILED, code: '118' }],
    ['its lease is extended a little', LOGGING, { ...LOGGING, loggingEnds: NOW + 2 * HOUR }],
    ['it reports another App on its way', STUCK, { ...STUCK, reported: 'KA9' }],
  ])('stays aside when %s', (_, then, since) => {
    const as = attention(then, true, NOW, STUCK_AFTER) ?? 'failed';
    const aside = { ...matterOf(as, then), until: null };
    expect(isMatter(aside, attention(since, true, NOW, STUCK_AFTER), since)).toBe(true);
    expect(isOver(aside, since, true, NOW)).toBe(false);
  });
});

test('logging that was acknowledged and is extended leaves the queue, and is still acknowledged once it has been left on again', () => {
  const aside = { ...matterOf('logging', LOGGING), until: null };
  const extended = { ...LOGGING, loggingEnds: NOW + 24 * HOUR };
  expect(attention(extended, true, NOW, STUCK_AFTER)).toBeNull();
  expect(isOver(aside, extended, true, NOW)).toBe(false);
  const later = NOW + 13 * HOUR;
  expect(asideKind(aside, attention(extended, true, later, STUCK_AFTER), extended, later)).toBe('acked');
});

describe('what a device was put aside for is over', () => {
  test('once it is well', () => {
    const well = facts({ reported: NEW, word: 'up-to-date' });
    for (const [as, then] of [['stuck', STUCK], ['failed', FAILED]] as const) expect(isOver({ ...matterOf(as, then), until: null }, well, true, NOW)).toBe(true);
  });

  test('not because somebody else calls a device stuck later, or does not know the Apps', () => {
    fc.assert(
      fc.property(anyFacts, limits, fc.constantFrom(true, false, null), (then, after, listed) => {
        const as = attention(then, listed, NOW, after);
        // No drift is older than it is: a threshold that counts one of no known age as stuck there is none.
        fc.pre(as !== null);
        expect(isOver({ ...matterOf(as, then), until: null }, then, listed, NOW)).toBe(false);
        if (as === 'orphan') expect(isOver({ ...matterOf(as, then), until: null }, then, null, NOW)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('what is kept of a device is never longer than what can be read again', () => {
  fc.assert(
    fc.property(anyFacts, fc.constantFrom(...ATTENTION), (of, as) => {
      const { target, code, word } = matterOf(as, of);
      for (const text of [target, code, word]) expect((text ?? '').length).toBeLessThanOrEqual(100);
      expect(isMatter(matterOf(as, of), as, of)).toBe(true);
    }),
  );
});
