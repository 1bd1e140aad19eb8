import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTriageFile, triageFile } from './triage-file.ts';
import { isForgettable, keyOf, mergeInto, sayNow } from './triage-merge.ts';
import { parseEntries } from './triage-schema.ts';
import { entries, sidOf } from './triage-stand.ts';
import type { TriageEntry } from './triage.ts';

const merge = (...all: (readonly TriageEntry[])[]): TriageEntry[] => {
  const into = new Map<string, TriageEntry>();
  for (const each of all) mergeInto(into, each);
  return [...into.values()].toSorted((a, b) => (a.sid < b.sid ? -1 : 1));
};

describe('two lists of what was said', () => {
  test('are the same put together in either order, however often, and in any grouping', () => {
    fc.assert(
      fc.property(entries, entries, entries, (a, b, c) => {
        expect(merge(a, b)).toEqual(merge(b, a));
        expect(merge(a, b, b, a)).toEqual(merge(a, b));
        expect(merge(merge(a, b), c)).toEqual(merge(a, merge(b, c)));
      }),
      { numRuns: 500 },
    );
  });

  test('say in each part what was said last, and tell exactly what is news', () => {
    fc.assert(
      fc.property(entries, entries, (a, b) => {
        const into = new Map<string, TriageEntry>();
        mergeInto(into, a);
        const before = new Map(into);
        const changed = mergeInto(into, b);
        for (const entry of into.values()) {
          for (const part of ['aside', 'note'] as const) {
            const said = [...a, ...b].flatMap((one) => (one.sid === entry.sid && one[part] ? [one[part].at] : []));
            expect(entry[part]?.at).toBe(said.length === 0 ? undefined : Math.max(...said));
          }
        }
        const news = [...into].filter(([key, entry]) => JSON.stringify(entry) !== JSON.stringify(before.get(key))).map(([, { sid }]) => sid);
        expect(changed.map(({ sid }) => sid).toSorted()).toEqual(news.toSorted());
      }),
    );
  });

  test('speak of the same device however its sid is written', () => {
    const [small, capital] = [`UV${'ab'.repeat(16)}`, `UV${'AB'.repeat(16)}`];
    expect(keyOf(small)).toBe(keyOf(capital));
    expect(merge([{ sid: small, aside: null, note: { at: 1, value: 'a' } }], [{ sid: capital, aside: null, note: { at: 2, value: 'b' } }])).toEqual([{ sid: small, aside: null, note: { at: 2, value: 'b' } }]);
  });
});

test('what is said now is later than what it takes the place of, also when the clock was set back', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (before, now) => {
      expect(sayNow({ at: before, value: 'a' }, 'b', now).at).toBeGreaterThan(before);
    }),
  );
});

test('only what says nothing, and has long been taken back, is forgotten', () => {
  const DAY = 24 * 3600_000;
  const entry = { sid: sidOf(1), aside: { at: 0, value: null }, note: null };
  expect(isForgettable(entry, 29 * DAY)).toBe(false);
  expect(isForgettable(entry, 31 * DAY)).toBe(true);
  expect(isForgettable({ ...entry, note: { at: 0, value: 'x' } }, 31 * DAY)).toBe(false);
});

describe('a file', () => {
  test('read again is what was written', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const kept = merge(all);
        expect(parseTriageFile(triageFile(kept, 0))).toEqual({ entries: kept, dropped: 0 });
      }),
    );
  });

  test.each(['', 'null', '[]', '{}', '{"kind":"microvisor-fleet-console views","version":1,"entries":[]}', '{"kind":"microvisor-fleet-console triage","version":2,"entries":[]}', '{"kind":"microvisor-fleet-console triage","version":1,"entries":{}}'])('%j is none, and says so', (text) => {
    expect(() => parseTriageFile(text)).toThrow(/^It is (?:not JSON|not a file of acknowledgements and notes)/u);
  });

  test('gives what can be read of it, and says how much cannot', () => {
    const good = { sid: sidOf(1), aside: null, note: { at: 1, value: '<img src=x onerror=alert(1)>' } };
    const bad = [
      null, 'x', {}, { ...good, sid: '../x' }, { ...good, sid: `${sidOf(1)}0` }, { ...good, note: { at: '1', value: 'x' } }, { ...good, note: { at: -1, value: 'x' } }, { ...good, note: { at: 1e300, value: 'x' } }, { ...good, note: { at: 1, value: '' } },
      { ...good, note: { at: 1, value: 'x'.repeat(2_001) } }, { ...good, aside: { at: 1, value: { as: '__proto__', target: null, code: null, word: null, targeted: null, until: null } } },
      { ...good, aside: { at: 1, value: { as: 'failed', target: 'x'.repeat(101), code: null, word: null, targeted: null, until: null } } },
    ];
    const text = JSON.stringify({ kind: 'microvisor-fleet-console triage', version: 1, entries: [...bad, good] });
    expect(parseTriageFile(text)).toEqual({ entries: [good], dropped: bad.length });
  });
});

test('whatever stands where entries should stand is no reason to throw', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withTypedArray: true }), (value) => {
      const { entries: read, dropped } = parseEntries(value);
      expect(read.length + dropped).toBe(Array.isArray(value) ? value.length : value === undefined ? 0 : 1);
    }),
  );
});
