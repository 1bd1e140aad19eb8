import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { rolloutPlan } from './make-plan.ts';
import { inError, inOrder, ROLLOUT_LANDING, ROLLOUT_SETTINGS } from './plan.ts';
import { parseWaves } from './waves.ts';

/** Who comes first in a rollout. */

const APP = `KA${'a'.repeat(32)}`;
const OLD = `KA${'b'.repeat(32)}`;

/** `fine`, in error, or never heard of. */
const kinds = fc.constantFrom<'fine' | 'error' | 'mute' | 'bare'>('fine', 'fine', 'fine', 'error', 'mute', 'bare');
const devices: fc.Arbitrary<readonly Device[]> = fc
  .uniqueArray(fc.tuple(fc.nat(0xffff), kinds), { minLength: 1, maxLength: 60, selector: ([n]) => n })
  .map((all) => all.map(([n, kind]) => deviceSchema.parse({
    sid: `UV${n.toString(16).padStart(32, '0')}`,
    app: kind === 'bare' ? null : { target_sid: OLD, reported_sid: kind === 'mute' ? null : OLD, update_status: kind === 'error' ? 'error' : 'up-to-date', update_error_code: 0 },
  })));
/** A list, the same list in another order, and some picked by hand from it. */
const lists = devices.chain((all) => fc.record({
  all: fc.constant(all),
  shuffled: fc.shuffledSubarray([...all], { minLength: all.length }),
  picked: fc.shuffledSubarray(all.map(({ sid }) => sid), { maxLength: Math.min(all.length, 5) }),
}));
const ids = fc.string({ minLength: 1, maxLength: 9 });
const texts = fc.constantFrom('1, 1%, 10%, 50%, 100%', '1', '3, 100%', '50%', '100%');

const sidsOf = (all: readonly { readonly sid: string }[]): string[] => all.map(({ sid }) => sid);
const tellsNothing = (device: Device): boolean => inError(device) || (device.app?.reported_sid ?? null) === null;

test('the same plan has the same waves, whatever the order of the list that it was made from, and each device once', () => {
  fc.assert(
    fc.property(ids, lists, texts, (id, { all, shuffled, picked }, text) => {
      const { ends } = parseWaves(text, all.length);
      const plan = (from: readonly Device[]) => rolloutPlan({ id, app: APP, devices: from, picked, waves: ends ?? [], settings: ROLLOUT_SETTINGS, landing: ROLLOUT_LANDING }, { now: 0, title: 'r' });
      const [first, second] = [plan(all), plan(shuffled)];
      expect(second).toEqual(first);
      expect(sidsOf(first.items).toSorted()).toEqual(sidsOf(all).toSorted());
      expect(first.waves.at(-1)).toBe(all.length);
      // And once more, from what it was made of.
      expect(plan(shuffled.toReversed())).toEqual(first);
    }),
  );
});

test('those picked by hand are first, in the order in which they were picked, and those that can tell nothing are last', () => {
  fc.assert(
    fc.property(ids, lists, (id, { all, picked }) => {
      const order = inOrder(id, all, picked);
      expect(sidsOf(order.slice(0, picked.length))).toEqual(picked);
      const rest = order.slice(picked.length).map(tellsNothing);
      expect(rest).toEqual(rest.toSorted((a, b) => Number(a) - Number(b)));
    }),
  );
});

test('a device that is left out, or picked by hand, changes the order of no others', () => {
  fc.assert(
    fc.property(ids, lists, fc.nat(), (id, { all }, which) => {
      const order = sidsOf(inOrder(id, all, []));
      const { sid } = all[which % all.length] ?? { sid: '' };
      const others = order.filter((each) => each !== sid);
      expect(sidsOf(inOrder(id, all.filter((device) => device.sid !== sid), []))).toEqual(others);
      expect(sidsOf(inOrder(id, all, [sid]))).toEqual([sid, ...others]);
    }),
  );
});

test('another rollout has other canaries, and none is preferred', () => {
  const all = Array.from({ length: 50 }, (_, n) => deviceSchema.parse({ sid: `UV${n.toString(16).padStart(32, '0')}`, app: { target_sid: OLD, reported_sid: OLD, update_status: 'up-to-date', update_error_code: 0 } }));
  const times = new Map<string, number>();
  for (let n = 0; n < 1_000; n += 1) {
    const [canary] = sidsOf(inOrder(`t${(1_700_000 + n * 7).toString(36)}`, all, []));
    times.set(canary ?? '', (times.get(canary ?? '') ?? 0) + 1);
  }
  expect(times.size).toBe(50);
  // Twenty each, on average.
  expect(Math.max(...times.values())).toBeLessThan(50);
});
