import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyProblem } from '#api/scope.ts';
import { changed, keyedSearch, KEYED_SIZES, parseKeyed } from './keyed-address.ts';
import { keyWarning, lengthOf, newKeyProblem, valueProblem, valueWarning } from './keyed-limits.ts';
import { KEYED_SORTS, matching, pageOf, sorted, type KeyedKind } from './keyed-rows.ts';

interface Row {
  readonly key: string;
  readonly value: string;
  readonly at: string | null;
}
const kind: KeyedKind<Row> = { date: ({ at }) => at, text: ({ value }) => value };
const row = (key: string, value = '', at: string | null = null): Row => ({ key, value, at });
const keys = (rows: readonly Row[]): readonly string[] => rows.map(({ key }) => key);

describe('the rows of a list of keys', () => {
  const rows = [row('wifi 10', 'Zürich', '2026-01-03T00:00:00Z'), row('wifi 2', 'broker', 'yesterday'), row('Broker', '{"host":"a"}', '2026-01-01T00:00:00Z'), row('none', '', null)];

  it('are those in which every word stands, in key or value, without regard to case and accents', () => {
    expect(keys(matching(rows, '', kind))).toHaveLength(4);
    expect(keys(matching(rows, 'WIFI zurich', kind))).toEqual(['wifi 10']);
    expect(keys(matching(rows, 'broker', kind))).toEqual(['wifi 2', 'Broker']);
    expect(keys(matching(rows, 'wifi none', kind))).toEqual([]);
  });

  it('stand as people count, or by date with those last that have none', () => {
    expect(keys(sorted(rows, 'key', kind))).toEqual(['Broker', 'none', 'wifi 2', 'wifi 10']);
    expect(keys(sorted(rows, '-key', kind))).toEqual(['wifi 10', 'wifi 2', 'none', 'Broker']);
    expect(keys(sorted(rows, 'date', kind))).toEqual(['Broker', 'wifi 10', 'none', 'wifi 2']);
    expect(keys(sorted(rows, '-date', kind))).toEqual(['wifi 10', 'Broker', 'none', 'wifi 2']);
  });

  it('keep an order, whatever keys there are, and each stands once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.constantFrom(...KEYED_SORTS), (names, sort) => {
        const all = names.map((name) => row(name));
        const once = keys(sorted(all, sort, kind));
        expect(keys(sorted(all.toReversed(), sort, kind))).toEqual(once);
        expect(new Set(once)).toEqual(new Set(names));
      }),
    );
  });

  it('come in pages, of which there is always one', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.constantFrom(...KEYED_SIZES), (length, size) => {
        const all = Array.from({ length }, (_, index) => index);
        const { pages } = pageOf(all, 1, size);
        expect(Array.from({ length: pages }, (_, index) => pageOf(all, index + 1, size).rows).flat()).toEqual(all);
        expect(pageOf(all, pages + 7, size).number).toBe(pages);
      }),
    );
    expect(pageOf([], 3, 50)).toEqual({ rows: [], number: 1, pages: 1 });
  });
});

describe('the address of a list of keys', () => {
  it('is read as it was written', () => {
    const views = fc.record({
      q: fc.string({ maxLength: 60, unit: 'grapheme' }),
      sort: fc.constantFrom(...KEYED_SORTS),
      size: fc.constantFrom(...KEYED_SIZES),
      page: fc.integer({ min: 1, max: 400 }),
      stale: fc.boolean(),
      open: fc.option(fc.string({ unit: 'grapheme' })),
    });
    fc.assert(fc.property(views, (view) => void expect(parseKeyed(keyedSearch(view))).toEqual(view)));
  });

  it('leaves out what makes no sense', () => {
    expect(keyedSearch(parseKeyed('?sort=colour&size=7&page=-3&stale=yes'))).toBe('');
    expect(keyedSearch(parseKeyed('?page=1e99'))).toBe('');
  });

  it('begins at the first page when the rows change, and only then', () => {
    const view = parseKeyed('?page=4&q=a');
    expect(keyedSearch(changed(view, { sort: '-date' }))).toBe('?q=a&sort=-date');
    expect(keyedSearch(changed(view, { open: 'b' }))).toBe('?q=a&page=4&key=b');
    expect(keyedSearch(changed(view, { page: 5 }))).toBe('?q=a&page=5');
  });
});

describe('what a key and a value may be', () => {
  it('is counted in code points', () => {
    expect(lengthOf('a\u{1F600}e\u0301')).toBe(4);
    expect(newKeyProblem('\u{1F600}'.repeat(100))).toBeNull();
    expect(newKeyProblem('\u{1F600}'.repeat(101))).toBe('A key has at most 100 characters; this one has 101.');
    expect(valueProblem('\u{1F600}'.repeat(4096))).toBeNull();
    expect(valueProblem('x'.repeat(4097))).toBe('A value has at most 4,096 characters; this one has 4,097.');
  });

  it.each(['', '.', '..', 'a/b', 'a\\b', 'a?', '#', 'a\n', '\u0000', '\u0085', '\uD83D'])('refuses the key %j, which no address can hold', (key) => {
    expect(keyProblem(key)).not.toBeNull();
    expect(newKeyProblem(key)).not.toBeNull();
  });

  it('takes every other key, and says what is odd about it', () => {
    expect(['root-CA', '...', 'a b', 'ä%2F', '__proto__', 'a+b&c=d'].map((key) => newKeyProblem(key) ?? keyWarning(key))).toEqual([null, null, null, null, null, null]);
    expect(keyWarning(' a')).toContain('space');
    expect(keyWarning('a\u202Eb')).toContain('a<U+202E>b');
    expect(newKeyProblem('a/b')).toContain('Nothing could read, change or delete it again.');
    expect(newKeyProblem('')).toBe('Type a key first.');
    expect(keyWarning('a\u00a0b')).toContain('only looks like');
    expect(valueProblem('a\uD83D')).toContain('half of a character');
  });

  it.each([
    ['hunter2\n', 'line break'],
    ['hunter2\r\n', 'line break'],
    ['\nhunter2', 'line break'],
    ['hunter2\n\n', 'line break'],
    [' hunter2', 'space'],
    ['hunter2\t', 'space'],
    ['hunter2\u00a0', 'space'],
    ['hunter2\u200b', 'invisible'],
    ['hun\ufeffter2', 'invisible'],
    ['hun\u2011ter2', 'only looks like'],
    ['hunter2\n\u200b', 'line break'],
    ['{"a":1}\n\n', 'line break'],
    [' {"a":1}', 'space'],
    ['\u200b', 'invisible'],
    ['  ', 'space'],
  ])('takes the value %j, and says that it has a %s', (value, what) => {
    expect(valueProblem(value)).toBeNull();
    expect(valueWarning(value)).toContain(what);
  });

  it.each(['', 'hunter2', 'two words\nand lines', '{"a": 1}\n', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\r\n', '👨\u200d👩', 'a–b “c”'])('says nothing of the value %j', (value) => {
    expect(valueWarning(value)).toBeNull();
  });

  it('tells nothing of a value but what is odd about it', () => {
    expect(valueWarning(' hunter2\u200b\n')).not.toContain('hunter');
  });
});
