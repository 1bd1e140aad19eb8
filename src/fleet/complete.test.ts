import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complete, type Completion, type Words } from './complete.ts';
import { IS_VALUES } from './query-fields.ts';
import { parseQuery } from './query.ts';

const VOCABULARY: Words = {
  apps: [
    { sid: `KA${'1'.repeat(32)}`, unique_name: 'old fw-1.3' },
    { sid: `KA${'2'.repeat(32)}`, unique_name: 'fw-1.3' },
    { sid: `KA${'3'.repeat(32)}`, unique_name: null },
    { sid: `KA${'4'.repeat(32)}`, unique_name: 'say "hi"' },
  ],
  statuses: ['error', 'pending', 'Quarantined now'],
  codes: ['118', 'E_X'],
  counts: { 'err:118': 37, 'is:stuck': 1 },
};
const EMPTY: Words = { apps: [], statuses: [], codes: [], counts: {} };

/** The caret is where the bar stands. */
const at = (marked: string, vocabulary = VOCABULARY): Completion[] => complete(marked.replace('|', ''), marked.indexOf('|'), vocabulary);
const labels = (marked: string): string[] => at(marked).map(({ label }) => label);
const taken = (marked: string, label: string): string => {
  const found = at(marked).find((one) => one.label === label);
  const text = marked.replace('|', '');
  return found === undefined ? 'not offered' : `${text.slice(0, found.start)}${found.insert}|${text.slice(found.end)}`;
};

const FIELDS = ['is:', 'needs:', 'status:', 'app:', 'runs:', 'age:', 'err:', 'log:', 'name:', 'sid:'];

describe('offered is', () => {
  test.each<[string, string[]]>([
    ['|', FIELDS],
    ['freezer |', FIELDS],
    ['a | b', FIELDS],
    ['-|', FIELDS],
    ['S|', ['status:', 'sid:']],
    ['-st|', ['status:', 'is:stuck']],
    ['dri|', ['is:drifting']],
    ['is|', ['is:']],
    ['freezer|', []],
    ['"st|', []],
    ['"st"|', []],
    ['is:|', IS_VALUES.map((value) => `is:${value}`)],
    ['IS:N|', ['is:never', 'is:no-target', 'is:noted']],
    ['is:stuck|', []],
    ['log:o|', ['log:on', 'log:off']],
    ['status:|', ['status:error', 'status:pending', 'status:"quarantined now"', 'status:none']],
    ['status:"quar|', ['status:"quarantined now"']],
    ['err:|', ['err:any', 'err:118', 'err:E_X', 'err:none']],
    ['app:fw|', ['app:=fw-1.3', 'app:="old fw-1.3"']],
    ['app:ka5|', []],
    ['app:ka33|', [`app:=KA${'3'.repeat(32)}`]],
    ['app:="say|', [String.raw`app:="say \"hi\""`]],
    ['runs:n|', ['runs:none']],
    ['name:|', ['name:none']],
    ['sid:|', []],
    ['age:|', ['age:>1h', 'age:>1d', 'age:>7d', 'age:<1h', 'age:<1d']],
    ['age:<|', ['age:<1h', 'age:<1d']],
    ['age:>3|', ['age:>3m', 'age:>3h', 'age:>3d', 'age:>3w']],
    ['stauts:|', []],
  ])('at %s', (marked, offered) => {
    expect(labels(marked)).toEqual(offered);
  });

  test('words of the table that are several, as the term that finds them, with its count in the whole fleet', () => {
    expect(at('berlin error 118|')[0]).toEqual({ start: 7, end: 16, insert: 'err:118 ', label: 'err:118', about: '37 devices' });
    expect(taken('berlin error 118|', 'err:118')).toBe('berlin err:118 |');
    expect(taken('never rep|orted x', 'is:never')).toBe('is:never| x');
    expect(labels('stu|')).toEqual(['is:stuck']);
    expect(at('stu|')[0]?.about).toBe('1 device · drifting for longer than the limit');
    expect(at('is:stu|')[0]?.about).toBe('1 device · drifting for longer than the limit');
    expect(labels('"never rep|')).toEqual([]);
  });

  test('what the API documents while no status is known yet', () => {
    expect(at('status:|', EMPTY).map(({ label }) => label)).toEqual(['status:up-to-date', 'status:pending', 'status:error', 'status:none']);
  });

  test('two statuses that are one only once', () => {
    expect(at('status:p|', { ...EMPTY, statuses: ['scheduled', 'pending', 'Pending'] }).map(({ label }) => label)).toEqual(['status:pending']);
  });

  test('no name that is too long to be searched for', () => {
    expect(at('app:x|', { ...EMPTY, apps: [{ sid: 'KA', unique_name: 'x'.repeat(10_000) }] })).toEqual([]);
  });

  test('at the most a list that can be looked through', () => {
    const apps = Array.from({ length: 500 }, (_, i) => ({ sid: `KA${i}`, unique_name: `app ${i}` }));
    expect(at('app:|', { ...EMPTY, apps })).toHaveLength(40);
  });
});

test.each([
  ['st|', 'status:', 'status:|'],
  ['a -st| b', 'status:', 'a -status:| b'],
  ['a st|ill b', 'status:', 'a status:| b'],
  ['is:st|', 'is:stuck', 'is:stuck |'],
  ['a -is:st| b', 'is:stuck', 'a -is:stuck| b'],
  ['is:|drifting', 'is:stuck', 'is:stuck |'],
  ['a app:="fw-1.|2" b', 'app:=fw-1.3', 'a app:=fw-1.3| b'],
  ['app:"fw| some more', 'app:=fw-1.3', 'app:=fw-1.3| some more'],
])('at %s, %s makes %s', (marked, label, result) => {
  expect(taken(marked, label)).toBe(result);
});

test('whatever is typed, every value that is offered is understood, and the text around it stays', () => {
  const pieces = fc.constantFrom('a', 's', ' ', '-', '"', '\\', ':', '=', 'is:', 'APP:', 'status:', 'age:', '>', '2', 'err:', 'log:', 'name:', '😀', '\ud83d');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 8 }), fc.nat(20), fc.string({ unit: 'binary' }), (all, place, name) => {
      const text = all.join('');
      const caret = Math.min(place, text.length);
      const apps = [...VOCABULARY.apps, { sid: 'KA', unique_name: name }];
      for (const { start, end, insert, label } of complete(text, caret, { ...VOCABULARY, apps })) {
        expect(start).toBeLessThanOrEqual(caret);
        expect(end).toBeGreaterThanOrEqual(caret);
        const after = text.slice(0, start) + insert + text.slice(end);
        if (label.endsWith(':')) continue;
        const term = parseQuery(after).terms.find((one) => one.start <= start && one.end >= start + label.length);
        expect(term?.field).toBe(label.slice(0, label.indexOf(':')));
      }
    }),
  );
});
