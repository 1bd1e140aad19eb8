import { describe, expect, test } from 'vitest';
import { speed, timeLeft, timeLeftWords } from './eta.ts';
import { landingTimes } from './landing-times.ts';
import { at, became, bulk, range, rollout, told } from './ledger-stand.ts';
import { BULK_SETTINGS, ROLLOUT_LANDING } from './plan.ts';

const SENDING = { kind: 'sending' } as const;
const LANDING = { kind: 'landing' } as const;

describe('how fast a bulk action is, and how long it takes still', () => {
  test('nothing is told of the first few', () => {
    const ledger = told(bulk(1_000), ...range(0, 9).map((n) => became(n, 'done', 1)));
    expect([speed(ledger, at(2)), timeLeft(ledger, SENDING, at(2))]).toEqual([null, null]);
  });

  test('a burst at the beginning promises nothing that the limit on writes does not allow', () => {
    const ledger = told(bulk(1_000, { settings: { ...BULK_SETTINGS, rate: 100 } }), ...range(0, 100).map((n) => became(n, 'done', 2)));
    expect(speed(ledger, at(2))).toBe(50);
    // 900 are left, and 10 a second is all that may be.
    expect(timeLeft(ledger, SENDING, at(2))).toBe(90_000);
  });

  test('it goes by the last minute, and what was before it was resumed does not count', () => {
    const early = range(0, 600).map((n) => became(n, 'done', 1));
    const late = range(600, 660).map((n) => became(n, 'done', 3_000));
    const slow = told(bulk(1_000), ...early, ...late);
    expect([speed(slow, at(3_001)), timeLeft(slow, SENDING, at(3_001))]).toEqual([1, 340_000]);
    const resumed = told(bulk(1_000), ...early, { kind: 'paused', at: at(2), why: 'operator' }, { kind: 'resumed', at: at(3) });
    expect(timeLeft(resumed, SENDING, at(4))).toBeNull();
  });

  test('no time is told while the API cannot be asked, nor while it stands still', () => {
    const done = range(0, 500).map((n) => became(n, 'done', 50));
    expect(timeLeft(told(bulk(1_000), ...done), { kind: 'holding', until: at(60) }, at(51))).toBeNull();
    expect(timeLeft(told(bulk(1_000), ...done, { kind: 'paused', at: at(51), why: 'operator' }), { kind: 'idle' }, at(51))).toBeNull();
  });
});

test('how fast a rollout is goes by what was sent, and not by what landed as well', () => {
  const sent = range(0, 40).flatMap((n) => [became(n, 'sending', 50 + n / 4), became(n, 'pending', 50 + n / 4)]);
  const landing = range(0, 20).map((n) => became(n, 'done', 59, { why: 'landed', took: 4_000 }));
  expect(speed(told(rollout([100]), ...sent, ...landing, became(40, 'sending', 60)), at(60))).toBe(4);
  expect(speed(told(rollout([100]), ...sent.slice(0, 4), ...landing), at(60))).toBeNull();
});

const took = (n: number, seconds: number) => became(n, 'done', 30, { why: 'landed', took: seconds * 1_000 });

describe('how long a rollout takes still', () => {
  const landing = { ...ROLLOUT_LANDING, soak: 60_000, deadline: 3_600_000 };

  test('the rest of each wave at the limit on writes, what nine of ten took, and the soaks', () => {
    const ledger = told(rollout([10, 110, 610], { landing }), ...range(0, 10).map((n) => took(n, n < 9 ? 10 : 40)), { kind: 'passed', at: at(40), wave: 0 });
    // The rest of the soak; 100 at 5 a second, 10 s and a look, and its soak; 500, and the slowest that was seen.
    expect(timeLeft(ledger, { kind: 'soaking', until: at(100) }, at(70))).toBe(30_000 + 20_000 + 25_000 + 60_000 + 100_000 + 55_000);
  });

  test('while it waits for reports the time passes, until it is longer than with those before', () => {
    const ledger = told(rollout([5, 10], { landing }), ...range(0, 5).map((n) => took(n, 20)), { kind: 'wave', at: at(100), wave: 1 }, ...range(5, 10).map((n) => became(n, 'pending', 100)));
    expect(timeLeft(ledger, LANDING, at(110))).toBe(25_000);
    expect(timeLeft(ledger, LANDING, at(140))).toBeNull();
  });

  test('nothing is told before five have landed, at a gate, and where somebody opens the waves', () => {
    const few = told(rollout([10, 20], { landing }), ...range(0, 4).map((n) => took(n, 10)), ...range(4, 10).map((n) => became(n, 'pending', 1)));
    expect(timeLeft(few, LANDING, at(10))).toBeNull();
    const enough = range(0, 10).map((n) => took(n, 10));
    expect(timeLeft(told(rollout([10, 20], { landing }), ...enough), { kind: 'gate', enough: true }, at(40))).toBeNull();
    expect(timeLeft(told(rollout([10, 20], { landing: { ...landing, gate: 'by-hand' } }), ...enough), { kind: 'soaking', until: at(90) }, at(40))).toBeNull();
  });
});

test.each([
  [0, 'less than a minute'],
  [29_000, 'less than a minute'],
  [61_000, 'about 1 m'],
  [12.4 * 60_000, 'about 12 m'],
  [43 * 60_000, 'about 45 m'],
  [58 * 60_000, 'about 1 h'],
  [82 * 60_000, 'about 1 h 20 m'],
  [14.2 * 3_600_000, 'about 14 h'],
])('%i ms is %s', (ms, words) => {
  expect(timeLeftWords(ms)).toBe(words);
});

test('times to land: what is usual, what is the worst, and how many took how long', () => {
  expect(landingTimes([])).toBeNull();
  const times = landingTimes([12_000, 1_000, 3_000, 2_000, 4_000, 5_000, 6_000, 7_000, 8_000, 9_000]);
  expect(times).toMatchObject({ devices: 10, median: 5_000, most: 9_000, slowest: 12_000 });
  expect(times?.steps.map(({ devices }) => devices)).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]);
  expect(times?.steps.at(-1)?.upTo).toBe(12_000);
  expect(landingTimes([0, 0])?.steps.reduce((sum, { devices }) => sum + devices, 0)).toBe(2);
});
