import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LONGEST, parseQuery, termText } from './query.ts';
import { facetOf, hasTerm, toggleTerm, withoutTerm, withTerm } from './query-terms.ts';

test.each([
  ['', 'log:on', 'log:on'],
  ['freezer ', 'log:on', 'freezer log:on'],
  ['LOG:"on"', 'log:on', 'LOG:"on"'],
  ['freezer', '-log:on err:118', 'freezer -log:on err:118'],
  ['err:118', 'needs:failed err:118', 'err:118 needs:failed'],
  ['"not closed', 'log:on', '"not closed" log:on'],
  ['"space at the end ', 'log:on', '"space at the end " log:on'],
  ['"', 'log:on', 'log:on'],
  ['a status:"', 'log:on', 'a status: log:on'],
  [String.raw`"C:\ `.trim(), 'log:on', String.raw`"C:\\" log:on`],
  [String.raw`"C:\\`, 'log:on', String.raw`"C:\\" log:on`],
  [String.raw`app:="a\"`, 'log:on', String.raw`app:="a\"" log:on`],
  ['stauts:x -', 'log:on', 'stauts:x - log:on'],
])('%j with %j is %j', (text, term, result) => {
  expect(withTerm(text, term)).toBe(result);
  expect(hasTerm(result, term)).toBe(true);
});

test.each([
  ['log:on', 'log:on', ''],
  [' a  log:on  b ', 'log:on', ' a b '],
  ['log:on a log:ON', 'log:on', 'a'],
  ['"a"log:on"b"', 'a', 'log:on"b"'],
  ['status:scheduled', 'status:pending', ''],
  ['-log:on', 'log:on', '-log:on'],
  ['a b c', 'a c', 'b'],
  ['log:on "a b ', 'log:on', '"a b '],
])('%j without %j is %j', (text, term, result) => {
  expect(withoutTerm(text, term)).toBe(result);
});

test.each([
  ['a', 'is:aligned', 'a is:aligned'],
  ['is:stuck a is:missing', 'is:aligned', 'a is:missing is:aligned'],
  ['app:fw a', 'app:="fw 2"', 'a app:="fw 2"'],
  ['status:error err:118', 'status:none', 'err:118 status:none'],
  ['-log:on log:off', 'log:on', '-log:on log:on'],
  ['needs:stuck is:stuck', 'needs:stuck', 'is:stuck'],
])('a chip turns %j by %j into %j', (text, term, result) => {
  expect(toggleTerm(text, term)).toBe(result);
});

test('every facet has its terms, and an exclusion is of none', () => {
  const facets = parseQuery('is:drifting is:odd status:x app:y runs:y log:on needs:any err:any word -log:on').terms.map(facetOf);
  expect(facets).toEqual(['alignment', null, 'update', 'app', null, 'logging', 'needs', null, null, null]);
});

/** What is asked for, each thing once, in no order. */
const spoken = (text: string): string[] => [...new Set(parseQuery(text).terms.map(termText))].toSorted();

describe('whatever was typed', () => {
  const parts = fc.constantFrom('a', 'Ä', '-', '-a', ':', '"', '"x y"', '"x', '\\', '"\\', 'app:', 'app:="A b"', 'is:stuck', '-is:stuck', 'is:aligned', 'log:on', 'age:>1h', 'foo:bar', 'status:pending', '  ');
  const texts = fc.oneof(fc.array(parts, { maxLength: 8 }).map((all) => all.join(' ')), fc.array(parts, { maxLength: 6 }).map((all) => all.join('')), fc.string());
  const terms = fc.constantFrom('log:on', 'is:stuck', '-a', 'a', 'app:="A b"', 'needs:failed err:118', 'name:="\\"x\\\\"');

  test('a term that is put in is there, all that was there stays, and taken out again nothing else is gone', () => {
    fc.assert(
      fc.property(texts, terms, (text, term) => {
        fc.pre(text.length < LONGEST - 100);
        const more = withTerm(text, term);
        expect(hasTerm(more, term)).toBe(true);
        expect(spoken(more)).toEqual(spoken(`${spoken(text).join(' ')} ${term}`));
        const less = withoutTerm(more, term);
        expect(spoken(less)).toEqual(spoken(text).filter((one) => !spoken(term).includes(one)));
        expect(parseQuery(less).problems).toHaveLength(parseQuery(text).problems.length);
      }),
    );
  });

  test('a term of no facet that is toggled twice leaves the terms as they were', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('-a', 'a', 'err:any', 'runs:none', 'is:missing'), (text, term) => {
        expect(spoken(toggleTerm(toggleTerm(text, term), term))).toEqual(spoken(text));
      }),
    );
  });

  test('a facet has one choice at the most once one of its chips was pressed', () => {
    fc.assert(
      fc.property(texts, fc.constantFrom('is:stuck', 'is:aligned', 'log:on', 'app:="A b"'), (text, term) => {
        const after = toggleTerm(text, term);
        const facet = parseQuery(term).terms.map(facetOf)[0];
        expect(parseQuery(after).terms.filter((one) => facetOf(one) === facet).length).toBeLessThanOrEqual(hasTerm(text, term) ? 8 : 1);
        expect(hasTerm(after, term)).toBe(!hasTerm(text, term));
      }),
    );
  });

  test('the order of the words makes no difference', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '"x y"', '-b', 'is:stuck', 'app:="A b"', 'age:>1h')), (all) => {
        expect(spoken(all.toReversed().join(' '))).toEqual(spoken(all.join('  ')));
      }),
    );
  });
});
