import * as fc from 'fast-check';
import type { Device } from '#api/schema.ts';
import { ATTENTION, factsOf, type AttentionClass, type Facts } from './health.ts';
import { matterOf, type Aside, type AsideKind, type Said, type TriageEntry } from './triage.ts';

/** For tests: what people may say of devices, and the obvious code for what that means. */

export const sidOf = (n: number): string => `UV${n.toString(16).padStart(32, '0')}`;

const said = <T>(values: fc.Arbitrary<T | null>): fc.Arbitrary<Said<T> | null> => fc.option(fc.record({ at: fc.integer({ min: 0, max: 5 }), value: values }));

const asides: fc.Arbitrary<Aside> = fc.record({
  as: fc.constantFrom(...ATTENTION), target: fc.constantFrom('KA1', 'KA2', null), code: fc.constantFrom('118', null), word: fc.constantFrom('lost', null), targeted: fc.constantFrom(1, 2, null), until: fc.constantFrom(3, 4, null),
});

/** Few devices, and few times: they meet. */
export const entries: fc.Arbitrary<TriageEntry[]> = fc.array(fc.record({ sid: fc.integer({ min: 0, max: 3 }).map(sidOf), aside: said(fc.option(asides)), note: said(fc.constantFrom('a', 'b', null)) }), { maxLength: 6 });

/** Somebody puts a device aside as this, whether it is that or not, or writes of it. */
export const sayings = fc.record({ as: fc.option(fc.constantFrom(...ATTENTION)), until: fc.constantFrom(null, 0, Number.MAX_SAFE_INTEGER), note: fc.constantFrom(null, 'seen to') });

export function entryOf(device: Device, { as, until, note }: typeof sayings extends fc.Arbitrary<infer S> ? S : never, at: number): TriageEntry {
  return { sid: device.sid, aside: { at, value: as && { ...matterOf(as, factsOf(device)), until } }, note: { at, value: note } };
}

/** Whether a device is aside: when what is the matter with it is, part by part, what was the matter. */
export function naiveAside(entry: TriageEntry | undefined, need: AttentionClass | null, facts: Facts, now: number): AsideKind | null {
  const { until = null, ...matter } = entry?.aside?.value ?? {};
  if (need === null || JSON.stringify(matter) !== JSON.stringify(matterOf(need, facts))) return null;
  if (until === null) return 'acked';
  return until > now ? 'snoozed' : null;
}
