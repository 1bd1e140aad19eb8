import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deviceSchema } from '#api/schema.ts';
import { DAY, HOUR, MINUTE } from '#lib/time.ts';
import {
  alignmentKind, ATTENTION, attention, attentionAge, errorCode, factsOf, familyOf, isFailed, isLeftOn, isStuck, oddity, statusOf, stuckAfter, STUCK_AFTER,
  type Facts, type StuckAfter,
} from './health.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const NEW = `KA${'2'.repeat(32)}`;
const OLD = `KA${'1'.repeat(32)}`;
const SECOND = 1_000;

const facts = (some: Partial<Facts> = {}): Facts => ({
  target: NEW, reported: OLD, targeted: NOW - MINUTE, word: 'pending', code: 0, updated: NOW - MINUTE, logging: false, loggingEnds: null, ...some,
});
const needs = (some: Partial<Facts>, listed: boolean | null = true, limits = STUCK_AFTER): string | null => attention(facts(some), listed, NOW, limits);

describe('the facts of a device', () => {
  test('are its fields, with dates as instants', () => {
    const device = deviceSchema.parse({
      sid: `UV${'0'.repeat(32)}`,
      date_updated: '2026-03-01T11:00:00Z',
      app: { target_sid: NEW, reported_sid: OLD, date_targeted: '2026-03-01T10:00:00Z', update_status: 'error', update_error_code: 118 },
      logging: { enabled: true, date_expires: '2026-03-02T12:00:00Z' },
    });
    expect(factsOf(device)).toEqual({
      target: NEW, reported: OLD, targeted: NOW - 2 * HOUR, word: 'error', code: 118, updated: NOW - HOUR, logging: true, loggingEnds: NOW + DAY,
    });
  });

  test('are all unknown where the API says nothing', () => {
    const device = deviceSchema.parse({ sid: `UV${'0'.repeat(32)}` });
    expect(Object.values(factsOf(device))).toEqual(Array.from({ length: 8 }, () => null));
    expect(attention(factsOf(device), null, NOW, STUCK_AFTER)).toBeNull();
  });
});

test.each([[0, null], ['0', null], [null, null], ['', null], ['  ', null], [118, 118], ['118', '118'], [-1, -1], ['any', 'any']])('the error code %j is %j', (code, said) => {
  expect(errorCode(code)).toBe(said);
});

describe('the threshold for stuck', () => {
  const limits: StuckAfter = { ...STUCK_AFTER, usual: 10 * MINUTE, perApp: { [NEW]: 2 * DAY } };

  test('is that of the target App, else the usual one', () => {
    expect(stuckAfter(limits, NEW)).toBe(2 * DAY);
    expect(stuckAfter(limits, OLD)).toBe(10 * MINUTE);
    expect(stuckAfter(limits, null)).toBe(10 * MINUTE);
  });

  test.each(['__proto__', 'constructor', 'toString'])('is the usual one for a target called %s', (target) => {
    expect(stuckAfter(limits, target)).toBe(10 * MINUTE);
  });

  test.each([
    [OLD, 10 * MINUTE],
    [NEW, 2 * DAY],
  ])('is passed one second after it, not on it, with the target %s', (target, limit) => {
    const reported = target === NEW ? OLD : NEW;
    const stuck = (age: number): boolean => isStuck(facts({ target, reported, targeted: NOW - age }), NOW, limits);
    expect([stuck(limit - SECOND), stuck(limit), stuck(limit + SECOND)]).toEqual([false, false, true]);
  });

  test('is not passed by a date that lies ahead, or by none', () => {
    expect(isStuck(facts({ targeted: NOW + 30 * DAY }), NOW, limits)).toBe(false);
    expect(isStuck(facts({ targeted: null }), NOW, limits)).toBe(false);
  });

  test('is of no concern to what is aligned, never reported or without a target', () => {
    for (const some of [{ reported: NEW }, { reported: null }, { target: null }]) {
      expect(isStuck(facts({ ...some, targeted: NOW - 90 * DAY }), NOW, limits)).toBe(false);
    }
  });
});

/** On for 13 h of its 24, which is longer than the threshold. */
const LEFT_ON = { logging: true, loggingEnds: NOW + 11 * HOUR };

describe('what needs attention', () => {
  const late = NOW - 2 * HOUR;

  test.each([
    ['failed', { word: 'error', targeted: late, ...LEFT_ON }, false],
    ['failed', { word: 'error', reported: null }, true],
    ['failed', { word: 'error', target: null }, true],
    ['stuck', { targeted: late, word: 'up-to-date', ...LEFT_ON }, false],
    ['stuck', { targeted: late, word: 'scheduled' }, true],
    ['stuck', { targeted: late, word: null }, true],
    ['odd', { reported: NEW, word: 'error', ...LEFT_ON }, false],
    ['odd', { word: 'up-to-date', ...LEFT_ON }, false],
    ['odd', { reported: null, word: 'up-to-date' }, true],
    ['odd', { word: 'quarantined' }, true],
    ['orphan', LEFT_ON, false],
    ['orphan', { reported: null }, false],
    ['orphan', { reported: NEW, word: 'up-to-date' }, false],
    ['never', { reported: null, targeted: late, ...LEFT_ON }, true],
    ['never', { reported: null, targeted: late }, null],
    ['logging', LEFT_ON, true],
    ['logging', { ...LEFT_ON, target: null, reported: null, word: null }, false],
    [null, { logging: true, loggingEnds: NOW + DAY }, true],
    [null, { logging: true, loggingEnds: null }, true],
    [null, { ...LEFT_ON, logging: false }, true],
    [null, {}, true],
    [null, { word: 'scheduled' }, null],
    [null, { target: null, reported: null, word: null }, false],
    [null, { reported: NEW, word: 'up-to-date', targeted: late }, true],
  ] as const)('is %s for %j with the App listed: %s', (expected, some, listed) => {
    expect(needs(some, listed)).toBe(expected);
  });

  test('moves with the threshold and with nothing else of it', () => {
    expect(needs({ targeted: late }, true, { ...STUCK_AFTER, usual: 3 * HOUR })).toBeNull();
    expect(needs({ targeted: late }, true, { ...STUCK_AFTER, usual: 3 * HOUR, perApp: { [NEW]: HOUR } })).toBe('stuck');
    expect(needs({ targeted: late, word: 'error' }, true, { ...STUCK_AFTER, usual: 3 * HOUR })).toBe('failed');
  });

  test('calls nothing an orphan while the Apps are not known', () => {
    expect(needs({}, null)).toBeNull();
  });
});

/** Whether logging is left on whose lease has so much left, with this threshold. */
const leftOn = (left: number, after = 12 * HOUR): boolean => isLeftOn({ logging: true, loggingEnds: NOW + left }, NOW, { ...STUCK_AFTER, logging: after });

describe('logging', () => {
  test('that was turned on a second ago is not left on, whatever the threshold', () => {
    for (const after of [MINUTE, HOUR, 12 * HOUR, DAY]) expect(leftOn(DAY - SECOND, after)).toBe(false);
  });

  test('is left on once it has been on for the threshold, counted back from the end of its lease', () => {
    expect([leftOn(12 * HOUR + SECOND), leftOn(12 * HOUR), leftOn(HOUR)]).toEqual([false, true, true]);
    expect([leftOn(23 * HOUR, HOUR), leftOn(23 * HOUR, 2 * HOUR)]).toEqual([true, false]);
  });

  test('that is still on after its end is left on with every threshold', () => {
    for (const after of [MINUTE, 12 * HOUR, DAY]) expect(leftOn(-HOUR, after)).toBe(true);
  });

  test('with the longest threshold is not left on as it ends: it may have ended since it was read', () => {
    expect([leftOn(MINUTE, DAY), leftOn(-MINUTE, DAY), leftOn(-2 * MINUTE, DAY)]).toEqual([false, false, true]);
  });

  test('stays left on as its end passes', () => {
    for (const left of [MINUTE, 0, -MINUTE, -HOUR]) expect(leftOn(left)).toBe(true);
  });

  test('without an end is not called left on: nobody can tell for how long it has been on', () => {
    expect(isLeftOn({ logging: true, loggingEnds: null }, NOW, STUCK_AFTER)).toBe(false);
  });
});

describe('the age of what needs attention', () => {
  test('counts from the date that tells of it', () => {
    const some = facts({ targeted: NOW - 2 * HOUR, updated: NOW - 3 * HOUR, loggingEnds: NOW + 20 * HOUR });
    expect(ATTENTION.map((kind) => attentionAge(kind, some, NOW))).toEqual([2 * HOUR, 2 * HOUR, 3 * HOUR, 2 * HOUR, 2 * HOUR, 4 * HOUR]);
  });

  test('is nothing below zero when the clocks disagree, and unknown without a date', () => {
    const ahead = facts({ targeted: NOW + HOUR, updated: NOW + HOUR, loggingEnds: NOW + 9 * DAY });
    const none = facts({ targeted: null, updated: null, loggingEnds: null });
    for (const kind of ATTENTION) {
      expect(attentionAge(kind, ahead, NOW)).toBe(0);
      expect(attentionAge(kind, none, NOW)).toBeNull();
    }
  });
});

describe('whatever the facts', () => {
  const sids = fc.constantFrom(NEW, OLD, null, '7');
  const instants = fc.option(fc.integer({ min: NOW - 3 * HOUR, max: NOW + HOUR }));
  const any: fc.Arbitrary<Facts> = fc.record({
    target: sids,
    reported: sids,
    targeted: instants,
    word: fc.oneof(fc.constantFrom('pending', 'scheduled', 'up-to-date', 'error', null), fc.string()),
    code: fc.oneof(fc.integer(), fc.string(), fc.constant(null)),
    updated: instants,
    logging: fc.constantFrom(true, false, null),
    loggingEnds: fc.option(fc.integer({ min: NOW - DAY, max: NOW + DAY })),
  });
  const limitsOf = fc.record({ usual: fc.integer({ min: MINUTE, max: 3 * HOUR }), perApp: fc.dictionary(fc.constantFrom(NEW, OLD), fc.integer({ min: MINUTE, max: 3 * HOUR })), logging: fc.integer({ min: MINUTE, max: DAY }) });
  const listings = fc.constantFrom(true, false, null);

  test('the class is the first predicate that holds', () => {
    fc.assert(
      fc.property(any, listings, limitsOf, (some, listed, limits) => {
        const holds: Record<(typeof ATTENTION)[number], boolean> = {
          failed: isFailed(some),
          stuck: isStuck(some, NOW, limits),
          odd: oddity(some) !== null,
          orphan: some.target !== null && listed === false,
          never: alignmentKind(some) === 'never-reported',
          logging: isLeftOn(some, NOW, limits),
        };
        expect(attention(some, listed, NOW, limits)).toBe(ATTENTION.find((kind) => holds[kind]) ?? null);
      }),
    );
  });

  test('the status is the class, and where there is none, or logging is all, what the device is doing', () => {
    fc.assert(
      fc.property(any, listings, limitsOf, (some, known, limits) => {
        const kind = attention(some, known, NOW, limits);
        const doing = some.target === null ? 'no-target' : some.target === some.reported ? 'up-to-date' : 'updating';
        expect(statusOf(some, known, NOW, limits)).toBe(kind === null || kind === 'logging' ? doing : kind);
      }),
    );
    expect(statusOf(facts({ word: 'error', targeted: NOW - 2 * HOUR }), true, NOW, STUCK_AFTER)).toBe('failed');
  });

  test('both words for a deployment under way mean the same', () => {
    fc.assert(
      fc.property(any, listings, limitsOf, (some, listed, limits) => {
        const as = (word: string): unknown => attention({ ...some, word }, listed, NOW, limits);
        expect(as('pending')).toBe(as('scheduled'));
        expect(familyOf('scheduled')).toBe(familyOf('pending'));
      }),
    );
  });

  test('every age is a number of milliseconds or null, and a stuck device is older than its threshold', () => {
    fc.assert(
      fc.property(any, limitsOf, fc.integer({ min: -DAY, max: DAY }), (some, limits, skew) => {
        for (const kind of ATTENTION) {
          const age = attentionAge(kind, some, NOW + skew);
          expect(age === null || (Number.isFinite(age) && age >= 0)).toBe(true);
        }
        if (isStuck(some, NOW + skew, limits)) expect(attentionAge('stuck', some, NOW + skew)).toBeGreaterThan(stuckAfter(limits, some.target));
        expect(errorCode(some.code)).not.toBe(0);
      }),
    );
  });

  test('waiting never takes a device out of the queue', () => {
    fc.assert(
      fc.property(any, listings, limitsOf, fc.nat(DAY), (some, listed, limits, later) => {
        if (attention(some, listed, NOW, limits) !== null) expect(attention(some, listed, NOW + later, limits)).not.toBeNull();
      }),
    );
  });
});
