import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Journal } from './observed.ts';
import type { ObservedChange } from './view.ts';

const sid = (at: number): string => `UV${String(at).padStart(32, '0')}`;
const APP = `KA${'1'.repeat(32)}`;
const change = (at: number, more: Partial<ObservedChange> = {}): ObservedChange => ({
  sid: sid(at), what: 'name', from: null, to: `name ${at}`, after: at, before: at + 1, took: null, ...more,
});
const landing = (took: number, app = APP): ObservedChange => change(1, { what: 'running', from: null, to: app, took });

const changes = fc.array(
  fc.record({
    sid: fc.integer({ min: 0, max: 5 }).map(sid),
    what: fc.constantFrom('status', 'target', 'running', 'name', 'logging'),
    from: fc.option(fc.string({ unit: 'binary' })),
    to: fc.option(fc.string({ unit: 'binary' })),
    after: fc.integer({ min: 0, max: 2 ** 45 }),
    before: fc.integer({ min: 0, max: 2 ** 45 }),
    took: fc.option(fc.nat()),
  }),
);

describe('the journal', () => {
  test('tells of a device what was seen, newest first, and of no other', () => {
    const journal = new Journal();
    journal.add([change(1), change(2)]);
    journal.add([change(1, { what: 'logging', from: 'off', to: 'on' })]);
    expect(journal.of(sid(1)).map(({ what }) => what)).toEqual(['logging', 'name']);
    expect(journal.of(sid(3))).toEqual([]);
  });

  test('tells which App was seen after which, each pair once with its devices, and of the devices that are asked about all that they ran', () => {
    const ran = (at: number, from: string | null, to: string | null): ObservedChange => change(at, { what: 'running', from, to });
    const journal = new Journal();
    journal.add([ran(1, null, 'A'), ran(1, 'A', 'B'), ran(2, 'A', 'B'), ran(2, 'B', null), change(1, { what: 'target', from: 'A', to: 'C' })]);
    expect(journal.runs(new Set([sid(1), sid(3)]), new Map())).toEqual({ moved: [['A', 'B', 2]], ran: new Map([[sid(1), ['A', 'B']]]) });
    expect(journal.runs(new Set(), new Map())).toEqual({ moved: [['A', 'B', 2]], ran: new Map() });
    expect(journal.runs(new Set(), new Map([['B', new Set([sid(1)])]]))).toEqual({ moved: [['A', 'B', 1]], ran: new Map() });
  });

  test('holds 50,000 entries and forgets the oldest', () => {
    const journal = new Journal();
    for (let at = 0; at < 60; at += 1) journal.add(Array.from({ length: 1000 }, (_, i) => change(at * 1000 + i)));
    expect(journal.size).toBe(50_000);
    expect(journal.of(sid(9_999))).toEqual([]);
    expect(journal.of(sid(10_000))).toHaveLength(1);
  });

  test('knows the last 500 landings of each App, also those whose entries it forgot', () => {
    const journal = new Journal();
    journal.add(Array.from({ length: 600 }, (_, took) => landing(took)));
    journal.add([landing(7, `KA${'2'.repeat(32)}`), change(1, { what: 'running', to: APP })]);
    expect(journal.landings.get(APP)).toEqual(Array.from({ length: 500 }, (_, i) => i + 100));
    expect(journal.landings.get(`KA${'2'.repeat(32)}`)).toEqual([7]);
  });

  test('counts no more than 1,000 Apps', () => {
    const journal = new Journal();
    journal.add(Array.from({ length: 1200 }, (_, at) => landing(at, `KA${at}`)));
    expect(journal.landings.size).toBe(1000);
    expect(journal.landings.has('KA199')).toBe(false);
  });

  test('comes back from disk exactly as it was', () => {
    fc.assert(
      fc.property(changes, (seen) => {
        const journal = new Journal();
        journal.add(seen);
        const back = Journal.restore(structuredClone(journal.snapshot()));
        for (let at = 0; at < 6; at += 1) expect(back.of(sid(at))).toEqual(journal.of(sid(at)));
        expect([...back.landings]).toEqual([...journal.landings]);
      }),
    );
  });

  const KEPT = ((): ReturnType<Journal['snapshot']> => {
    const journal = new Journal();
    journal.add([change(1), landing(5)]);
    return journal.snapshot();
  })();
  test.each([
    ['nothing', null],
    ['another kind', { ...KEPT, kind: 'journal 0' }],
    ['too few sids', { ...KEPT, sids: sid(1) }],
    ['a sid that is none', { ...KEPT, sids: 'x'.repeat(68) }],
    ['too few texts', { ...KEPT, from: [null] }],
    ['a text that is none', { ...KEPT, to: [7, null] }],
    ['an unknown kind of change', { ...KEPT, what: Uint8Array.of(0, 5) }],
    ['an instant that is none', { ...KEPT, after: Float64Array.of(1, Number.NaN) }],
    ['landings that are none', { ...KEPT, landings: [['KA1', ['soon']]] }],
    ['plain arrays', { ...KEPT, after: [1, 2] }],
  ])('takes %s for no journal', (_, value) => {
    expect(() => Journal.restore(value)).toThrow();
    expect(Journal.restore(KEPT).size).toBe(2);
  });
});
