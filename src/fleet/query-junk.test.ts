import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { APPS, devices, limits, NOW, pageOf, wanted } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { STUCK_AFTER } from './health.ts';
import { parseQuery, termText } from './query.ts';
import { Walks } from './triage-walk.ts';

/** A search in which something is not understood, asked of a fleet. */

const clock = { now: NOW, skew: 0 };

function indexOf(all: Parameters<typeof pageOf>[0]): FleetIndex {
  const index = new FleetIndex();
  index.setApps(APPS);
  index.beginSweep();
  index.addPage(pageOf(all, { sent: NOW, received: NOW }), clock);
  index.endSweep({ at: NOW });
  return index;
}

const fleets = fc.uniqueArray(devices, { maxLength: 8, selector: ({ sid }) => sid }).map(indexOf);
const queries = fc.array(wanted, { maxLength: 3 }).map((terms) => terms.map(termText));
/** What nobody means, or means otherwise. */
const junk = fc.oneof(
  fc.constantFrom('reported:>7d', '(?:x', 'status:', 'is:stuk', 'age:7d', 'age:>', 'log:yes', 'needs:', 'staus:error', '-staus:error', '-is:stuk', 'gw:17', 'name:""', '\u0301', '"', '""', '   ', '\u00a0', '-', ':', '[a-z', '=x', 'x'.repeat(1_001)),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);
/** What no search can be understood as, and blanks not. */
const nonsense = fc.array(fc.constantFrom('status:', 'is:stuk', 'age:7d', 'age:>', 'log:yes', 'needs:', '-is:stuk', '-needs:x', 'name:""', 'app:', '\u0301', ' '), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')).filter((text) => text.trim() !== '');

describe('a search in which something is not understood', () => {
  test('never finds more than the same search without it', () => {
    fc.assert(
      fc.property(fleets, queries, fc.array(junk, { minLength: 1, maxLength: 3 }), fc.nat(3), limits, (index, terms, noise, at, thresholds) => {
        const sids = (q: string): string[] => index.sids({ q, sort: [], list: null }, thresholds, clock);
        // Behind what is understood: in front of it, a quote that is open in it would be another search.
        const behind = sids([...terms, ...noise].join(' '));
        expect(sids(terms.join(' '))).toEqual(expect.arrayContaining(behind));
        const closed = noise.filter((text) => !text.includes('"'));
        const amid = sids([...terms.slice(0, at), ...closed, ...terms.slice(at)].join(' '));
        expect(sids(terms.join(' '))).toEqual(expect.arrayContaining(amid));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['reported:>7d', '-reported:>7d', 'updated:<2h', 'targeted:>1d'])('%s is no field, and none is offered that asks something else', (text) => {
    const { terms, problems } = parseQuery(text);
    expect(terms.map(({ field }) => field)).toEqual(['word']);
    expect(problems.map(({ message, asText }) => [message.includes('is not a field. Fields: is, '), asText])).toEqual([[true, true]]);
  });

  test('finds what the rest of it finds', () => {
    fc.assert(
      fc.property(fleets, queries, nonsense, (index, terms, noise) => {
        fc.pre(terms.length > 0);
        const sids = (q: string): string[] => index.sids({ q, sort: [], list: null }, STUCK_AFTER, clock);
        expect(sids(`${noise} ${terms.join(' ')}`)).toEqual(sids(terms.join(' ')));
      }),
    );
  });

  test('finds nothing where none of it is understood: no rows, no counts, no place, nothing to select or work through', () => {
    fc.assert(
      fc.property(fleets, nonsense, (index, q) => {
        const selection = { q, sort: [], list: null };
        const { total, rows, facets, problems } = index.view({ ...selection, start: 0, size: 50, limits: STUCK_AFTER }, clock);
        expect({ total, rows, values: facets.flatMap(({ values }) => values) }).toEqual({ total: 0, rows: [], values: [] });
        expect(problems.length).toBeGreaterThan(0);
        expect(index.view({ ...selection, start: 0, size: 1, limits: STUCK_AFTER }, clock).searched).toBe(true);
        expect(index.sids(selection, STUCK_AFTER, clock)).toEqual([]);
        expect(index.some(q, STUCK_AFTER, clock)).toBe(false);
        for (const { device } of index.view({ q: '', sort: [], list: null, start: 0, size: 50, limits: STUCK_AFTER }, clock).rows) {
          expect(new Walks().walk(index, { selection, limits: STUCK_AFTER, sid: device.sid, visit: 1 }, clock)).toBeNull();
        }
      }),
    );
  });

  test.each(['', '   ', '\u00a0', '"', '""'])('%j asks for nothing in particular, and is no search', (q) => {
    fc.assert(
      fc.property(fleets, (index) => {
        expect(index.sids({ q, sort: [], list: null }, STUCK_AFTER, clock)).toHaveLength(index.size);
        expect(index.view({ q, sort: [], list: null, start: 0, size: 1, limits: STUCK_AFTER }, clock).searched).toBe(false);
      }),
    );
  });
});
