import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { deviceSchema, type Device } from '#api/schema.ts';
import { HOUR } from '#lib/time.ts';
import { pageOf } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { factsOf, STUCK_AFTER } from './health.ts';
import { TriageBook } from './triage-book.ts';
import { sidOf } from './triage-stand.ts';
import type { Walked } from './triage-view.ts';
import { Walks } from './triage-walk.ts';
import { matterOf } from './triage.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const CLOCK = { now: NOW, skew: 0 };
const ago = (ms: number): string => `${new Date(NOW - ms).toISOString().slice(0, 19)}Z`;
const SELECTION = { q: 'needs:stuck -is:aside', sort: [{ field: 'targeted' as const, down: false }], list: null };

/** Stuck for longer the smaller its number is, or well. */
const device = (n: number, isStuck: boolean): Device =>
  deviceSchema.parse({ sid: sidOf(n), app: { target_sid: 'KA2', reported_sid: isStuck ? 'KA1' : 'KA2', date_targeted: ago((100 - n) * HOUR), update_status: isStuck ? 'pending' : 'up-to-date' } });

class Fleet {
  readonly triage = new TriageBook();
  readonly index = new FleetIndex(undefined, this.triage);
  readonly walks = new Walks();
  #time = 1;

  constructor(size: number) {
    this.index.beginSweep();
    this.index.addPage(pageOf(Array.from({ length: size }, (_, n) => device(n, true)), { sent: 1, received: 1 }), CLOCK);
    this.index.endSweep({ at: 1 });
  }

  walk(n: number, visit = 1): Walked | null {
    return this.walks.walk(this.index, { selection: SELECTION, limits: STUCK_AFTER, sid: sidOf(n), visit }, CLOCK);
  }

  ack(n: number, on = true): void {
    const value = on ? { ...matterOf('stuck', factsOf(device(n, true))), until: null } : null;
    this.triage.take([{ sid: sidOf(n), aside: { at: (this.#time += 1), value }, note: null }]);
  }

  see(n: number, isStuck: boolean): void {
    this.#time += 1;
    this.index.saw(device(n, isStuck), { sent: this.#time, received: this.#time }, CLOCK);
  }
}

test('what was just acknowledged makes nobody skip the next, and the count stays what it was', () => {
  const fleet = new Fleet(3);
  expect(fleet.walk(0)).toEqual({ index: 0, total: 3, done: 0, isIn: true, previous: null, next: sidOf(1), first: sidOf(0), more: 0 });
  fleet.ack(0);
  expect(fleet.walk(0)).toMatchObject({ index: 0, total: 3, done: 1, isIn: false, next: sidOf(1), first: sidOf(1) });
  expect(fleet.walk(1)).toMatchObject({ index: 1, total: 3, done: 1, isIn: true, previous: sidOf(0), next: sidOf(2) });
  // The next has gone by itself meanwhile.
  fleet.see(2, false);
  expect(fleet.walk(1)).toMatchObject({ done: 2, next: null, first: sidOf(1) });
  fleet.ack(1);
  expect(fleet.walk(1)).toMatchObject({ done: 3, next: null, first: null });
  fleet.ack(0, false);
  expect(fleet.walk(1)).toMatchObject({ done: 2, next: null, first: sidOf(0) });
});

test('what comes into the list meanwhile is told of, and is in the next walk', () => {
  const fleet = new Fleet(2);
  fleet.walk(0);
  fleet.see(7, true);
  fleet.ack(0);
  expect(fleet.walk(1)).toMatchObject({ total: 2, done: 1, more: 1, next: null });
  expect(fleet.walk(1, 2)).toMatchObject({ index: 0, total: 2, done: 0, more: 0, next: sidOf(7) });
});

test('whoever comes back to a device that has left goes on where they were; without a memory it stands where it would', () => {
  const fleet = new Fleet(4);
  fleet.walk(1);
  fleet.ack(1);
  expect(fleet.walk(1, 2)).toMatchObject({ index: 1, total: 4, done: 1, isIn: false, next: sidOf(2) });
  const { index } = fleet;
  const anew = new Walks().walk(index, { selection: SELECTION, limits: STUCK_AFTER, sid: sidOf(1), visit: 1 }, CLOCK);
  expect(anew).toMatchObject({ index: 1, total: 4, done: 1, isIn: false, previous: sidOf(0), next: sidOf(2) });
  fleet.see(3, false);
  expect(new Walks().walk(index, { selection: SELECTION, limits: STUCK_AFTER, sid: sidOf(3), visit: 1 }, CLOCK)).toBeNull();
});

test('while the fleet is not read whole the list is stepped through as it is', () => {
  const index = new FleetIndex();
  index.beginSweep();
  index.addPage(pageOf([device(0, true), device(1, true)], { sent: 1, received: 1 }), CLOCK);
  const walks = new Walks();
  const walk = (n: number): Walked | null => walks.walk(index, { selection: SELECTION, limits: STUCK_AFTER, sid: sidOf(n), visit: 1 }, CLOCK);
  expect(walk(1)).toMatchObject({ index: 1, total: 2, done: null, previous: sidOf(0), next: null });
  expect(walk(9)).toBeNull();
});

test('with the next again and again, everything that is left is met exactly once, whatever is done on the way', () => {
  const steps = fc.array(fc.record({ kind: fc.constantFrom('ack', 'ack', 'ack', 'well', 'back', 'nothing'), n: fc.nat(9) }), { maxLength: 10 });
  fc.assert(
    fc.property(fc.array(steps, { minLength: 10, maxLength: 10 }), (ways) => {
      const fleet = new Fleet(10);
      const met = [0];
      const left = new Set<number>();
      fleet.walk(0);
      for (let here = 0, at = 0; ; at += 1) {
        for (const { kind, n } of ways[at] ?? []) {
          // Of those that have been met, or this one: what happens further on is seen when one comes there.
          if (kind === 'ack' && n <= here) fleet.ack(n);
          if (kind === 'back' && n < here) fleet.ack(n, false);
          if (kind === 'well' && n > here) {
            fleet.see(n, false);
            left.add(n);
          }
        }
        const next = fleet.walk(here)?.next ?? null;
        expect(fleet.walk(here)).toMatchObject({ index: here, total: 10 });
        if (next === null) break;
        here = Number.parseInt(next.slice(2), 16);
        met.push(here);
      }
      expect(met).toEqual(Array.from({ length: 10 }, (_, n) => n).filter((n) => n === 0 || !left.has(n)));
    }),
  );
});
