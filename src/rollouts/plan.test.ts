import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Device } from '#api/schema.ts';
import { nearness, haltedBy } from './halts.ts';
import type { Counts } from './ledger.ts';
import { inOrder, isChanged, isSo, itemOf, splitOf } from './plan.ts';
import { RateLimit, WINDOW } from './rate.ts';
import { DEFAULT_WAVES, parseWaves } from './waves.ts';

const APP = `KA${'a'.repeat(32)}`;
const OLD = `KA${'b'.repeat(32)}`;

function device(n: number, app: Partial<NonNullable<Device['app']>> | null = {}, more: Partial<Device> = {}): Device {
  const full = { target_sid: OLD, target_hash: null, date_targeted: '2026-01-01T00:00:00Z', update_status: 'up-to-date', update_error_code: 0, reported_sid: OLD, date_reported: null, ...app };
  return { sid: `UV${String(n).padStart(32, '0')}`, unique_name: `device ${n}`, account_sid: null, app: app === null ? null : full, logging: { enabled: false, date_expires: null }, date_created: null, date_updated: null, url: null, links: null, ...more };
}

describe('waves', () => {
  test.each([
    [DEFAULT_WAVES, 1000, [1, 10, 100, 500, 1000]],
    [DEFAULT_WAVES, 20, [1, 2, 10, 20]],
    [DEFAULT_WAVES, 1, [1]],
    ['5 50', 200, [5, 50, 200]],
    ['100%', 3, [3]],
    ['500', 3, [3]],
    ['0.5%', 1000, [5, 1000]],
  ])('%s of %i devices', (text, total, ends) => {
    expect(parseWaves(text, total)).toEqual({ ends, problem: null });
  });

  test.each([
    ['10%, 5%', 100, /less than the wave before/u],
    ['ten', 100, /neither a number/u],
    ['120%', 100, /more than 100%/u],
    ['1.5', 100, /no whole number/u],
    ['0', 100, /no device/u],
    [' ', 100, /At least one/u],
  ])('%s is explained', (text, total, problem) => {
    expect(parseWaves(text, total).problem).toMatch(problem);
  });

  test('grow, and end with all', () => {
    const part = fc.oneof(fc.integer({ min: 1, max: 2_000 }).map(String), fc.integer({ min: 1, max: 100 }).map((n) => `${n}%`));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 100_000 }), (parts, total) => {
        const { ends } = parseWaves(parts.join(', '), total);
        if (ends === null) return;
        expect(ends.at(-1)).toBe(total);
        expect(ends.every((end, index) => end > (ends[index - 1] ?? 0))).toBe(true);
      }),
    );
  });
});

const sids = (list: readonly Device[]): string[] => list.map(({ sid }) => sid);

describe('the order of a rollout', () => {
  test('is the same for the same plan, whatever the order of the list; another for another', () => {
    const devices = Array.from({ length: 200 }, (_, n) => device(n));
    fc.assert(
      fc.property(fc.shuffledSubarray(devices, { minLength: 200 }), (shuffled) => {
        expect(sids(inOrder('a', shuffled, []))).toEqual(sids(inOrder('a', devices, [])));
      }),
      { numRuns: 20 },
    );
    expect(sids(inOrder('b', devices, []))).not.toEqual(sids(inOrder('a', devices, [])));
    expect(new Set(sids(inOrder('a', devices, []))).size).toBe(200);
  });

  test('begins with those picked by hand, and leaves those that can tell nothing to the end', () => {
    const broken = device(1, { update_status: 'error', update_error_code: 5, reported_sid: null });
    const mute = device(2, { reported_sid: null });
    const devices = [broken, mute, ...Array.from({ length: 20 }, (_, n) => device(n + 3))];
    const order = inOrder('a', devices, [device(9).sid, mute.sid]).map(({ sid }) => sid);
    expect(order.slice(0, 2)).toEqual([device(9).sid, mute.sid]);
    expect(order.at(-1)).toBe(broken.sid);
  });
});

describe('what a change would do', () => {
  const DEPLOY = { kind: 'deploy', app: APP } as const;
  const all = [
    device(1),
    device(2, { target_sid: APP, reported_sid: APP }),
    device(3, { target_sid: APP, update_status: 'error', update_error_code: 4 }),
    device(4, { update_status: 'error' }),
    device(5, { reported_sid: null, target_sid: null }),
    device(6, null),
    device(7),
  ];
  test('is split so that each device is in one part', () => {
    const split = splitOf(all, () => DEPLOY, new Set([device(7).sid]));
    const digits = Object.fromEntries(Object.entries(split).map(([part, of]: [string, readonly string[]]) => [part, of.map((sid) => Number(sid.slice(2)))]));
    expect(digits).toEqual({ elsewhere: [7], so: [2], error: [3, 4], never: [5, 6], change: [1] });
  });

  test('an App once more is nothing new, unless it failed', () => {
    expect(all.map((each) => isSo(each, DEPLOY))).toEqual([false, true, false, false, false, false, false]);
    expect(isSo(device(1), { kind: 'logging', on: false })).toBe(true);
    expect(isSo(device(1), { kind: 'logging', on: true })).toBe(false);
    expect(isSo(device(1), { kind: 'restart' })).toBe(false);
  });

  test('is not sent where somebody else was faster', () => {
    const item = itemOf(device(1));
    expect(isChanged(item, device(1, { target_sid: APP }), 'deploy')).toBe(true);
    expect(isChanged(item, device(1, {}, { unique_name: 'other' }), 'deploy')).toBe(false);
    expect(isChanged(item, device(1, {}, { unique_name: 'other' }), 'rename')).toBe(true);
    expect(isChanged(item, device(1, {}, { logging: { enabled: true, date_expires: null } }), 'logging')).toBe(true);
    const leased = itemOf(device(1, {}, { logging: { enabled: true, date_expires: null } }));
    expect(isChanged(leased, device(1), 'logging'), 'a lease ends by itself').toBe(false);
  });
});

describe('halting', () => {
  const NONE: Counts = { waiting: 0, sending: 0, pending: 0, done: 0, failed: 0, stuck: 0, skipped: 0, unknown: 0 };
  const RULES = { errorPercent: 5, after: 10, errors: null, stuckPercent: 20, apiFailures: 10 };

  test('an error rate halts when it is over its bound, and not at it, and not before there are enough outcomes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 50 }), (done, failed, errorPercent, after) => {
        const reason = haltedBy({ ...RULES, errorPercent, after, stuckPercent: null, apiFailures: null }, { ...NONE, done, failed }, 0);
        const should = done + failed >= after && failed / (done + failed) > errorPercent / 100 + 1e-12;
        expect(reason !== null).toBe(should);
      }),
    );
    const pairs = [[19, 1], [18, 1], [7, 2], [8, 2]] as const;
    expect(pairs.map(([done, failed]) => haltedBy(RULES, { ...NONE, done, failed }, 0) !== null)).toEqual([false, true, false, true]);
  });

  test('a count halts when it is reached; skipped, unknown and pending devices are no outcomes', () => {
    const rules = { ...RULES, errorPercent: null, errors: 3 };
    expect(haltedBy(rules, { ...NONE, failed: 2 }, 0)).toBeNull();
    expect(haltedBy(rules, { ...NONE, failed: 3 }, 0)).toEqual({ rule: 'errors', count: 3 });
    expect(haltedBy(rules, NONE, 9)).toBeNull();
    expect(haltedBy(rules, NONE, 10)).toEqual({ rule: 'api-failures', count: 10 });
    expect(haltedBy(RULES, { ...NONE, failed: 9, skipped: 50, unknown: 50, pending: 50 }, 0)).toBeNull();
    expect(haltedBy(RULES, { ...NONE, done: 7, stuck: 3 }, 0)).toEqual({ rule: 'stuck-rate', percent: 30, of: 10 });
    expect(haltedBy(RULES, { ...NONE, done: 8, stuck: 2 }, 0)).toBeNull();
  });

  test('the rule that is nearest comes first', () => {
    expect(nearness(RULES, { ...NONE, done: 96, failed: 4 }, 1).map(({ reason }) => reason.rule)).toEqual(['error-rate', 'api-failures', 'stuck-rate']);
  });
});

test('a rate is never exceeded in any window, with what another tab sent before', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10 }), fc.array(fc.nat(3_000), { maxLength: 60 }), fc.array(fc.nat(WINDOW), { maxLength: 12 }), (limit, steps, earlier) => {
      let now = 1_000_000;
      const before = earlier.map((ago) => now - ago).toSorted((a, b) => a - b).filter((_, index, all) => index >= all.length - limit);
      const rate = new RateLimit(limit, before);
      const left = [...before];
      for (const step of steps) {
        now += step;
        const ticket = rate.take(now);
        if (typeof ticket === 'number') {
          expect(ticket).toBeGreaterThan(0);
          now += ticket;
          continue;
        }
        // It may leave a little later than it was given.
        now += step % 7;
        ticket.leave(now);
        left.push(now);
      }
      for (const from of left) expect(left.filter((at) => at >= from && at < from + WINDOW).length).toBeLessThanOrEqual(limit);
    }),
  );
});
