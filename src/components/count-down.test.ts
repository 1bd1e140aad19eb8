import { describe, expect, test } from 'vitest';
import { countDown, waitAt, type Wait } from './count-down.ts';

const BEGUN = { steady: 1_000, wall: 50_000 };
const after = (steady: number, wall = steady): Wait => waitAt(BEGUN, { steady: BEGUN.steady + steady, wall: BEGUN.wall + wall });

describe('a wait of 8 s', () => {
  test.each([
    ['at once', 0, 0, { kind: 'waiting', left: 8 }],
    ['a moment before its end', 7_999, 7_999, { kind: 'waiting', left: 1 }],
    ['at its end', 8_000, 8_000, { kind: 'due' }],
    ['as late as is still expected', 38_000, 38_000, { kind: 'due' }],
    ['later than that', 38_001, 38_001, { kind: 'late', by: 30_001 }],
    ['after a sleep in which only the wall clock went on', 3_000, 3_600_000, { kind: 'late', by: 3_592_000 }],
    ['with a wall clock that was set back', 8_000, -3_600_000, { kind: 'due' }],
    ['with a wall clock that was put forward a little', 2_000, 20_000, { kind: 'waiting', left: 6 }],
  ] as const)('%s', (_, steady, wall, expected) => {
    expect(after(steady, wall)).toEqual(expected);
  });
});

/** A clock that is moved by hand; `asleep` lets time pass without a tick. */
function stand() {
  let now = { steady: 0, wall: 0 };
  let next = 0;
  let act: (() => void) | null = null;
  const told: Wait[] = [];
  const stop = countDown(
    {
      now: () => now,
      every: (ms, each) => {
        act = each;
        next = ms;
        return () => {
          act = null;
        };
      },
    },
    (wait) => told.push(wait),
  );
  const pass = (ms: number): void => {
    for (let left = ms; left > 0; left -= next) {
      now = { steady: now.steady + next, wall: now.wall + next };
      act?.();
    }
  };
  const asleep = (ms: number): void => {
    now = { ...now, wall: now.wall + ms };
    act?.();
  };
  return { told, stop, pass, asleep, kinds: () => told.map(({ kind }) => kind) };
}

describe('counting down', () => {
  test('tells of each second once, then once of the end, and of nothing after it', () => {
    const { told, pass } = stand();
    pass(60_000);
    expect(told).toEqual([...[7, 6, 5, 4, 3, 2, 1].map((left) => ({ kind: 'waiting', left })), { kind: 'due' }]);
  });

  test('ended before, at whatever moment, it never comes to its end', () => {
    for (let ms = 0; ms < 8_000; ms += 200) {
      const { kinds, stop, pass } = stand();
      pass(ms);
      stop();
      pass(60_000);
      expect(kinds()).not.toContain('due');
    }
  });

  test('a sleep that takes too long ends it, and nothing comes of it afterwards', () => {
    const { kinds, pass, asleep } = stand();
    pass(2_000);
    asleep(60_000);
    pass(60_000);
    expect(kinds()).toEqual(['waiting', 'waiting', 'late']);
  });

  test('a short sleep only has it wait on', () => {
    const { kinds, pass, asleep } = stand();
    pass(2_000);
    asleep(10_000);
    expect(kinds()).not.toContain('due');
    pass(6_000);
    expect(kinds().at(-1)).toBe('due');
  });
});
