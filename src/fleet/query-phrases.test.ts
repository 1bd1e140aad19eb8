import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { devices, NOW, pageOf } from './device-stand.ts';
import { FleetIndex } from './fleet-index.ts';
import { STUCK_AFTER } from './health.ts';
import { begunPhrases, meantSearches, readPhrases } from './query-phrases.ts';
import { parseQuery, termText } from './query.ts';

const WORDS = {
  apps: [{ sid: `KA${'1'.repeat(32)}`, unique_name: 'freezer 2.5' }, { sid: `KA${'2'.repeat(32)}`, unique_name: null }],
  statuses: ['error', 'pending', 'up-to-date', 'Quarantined now'],
  codes: ['118', '1180', 'E_X'],
};
const meant = (text: string): string[] => meantSearches(text, WORDS);

describe('the words of the table', () => {
  test.each([
    ['error 118', ['err:118']],
    ['Error 118', ['err:118']],
    ['error:118', ['err:118']],
    ['code e_x', ['err:E_X']],
    ['118', ['err:118']],
    ['berlin error 118', ['berlin err:118']],
    ['error 118 freezer', ['err:118 freezer']],
    ['failed', ['is:failed']],
    ['Stuck', ['is:stuck']],
    ['never reported', ['is:never']],
    ['never reported error 118 x', ['is:never err:118 x']],
    ['up to date', ['status:up-to-date', 'is:aligned']],
    ['Up-to-date', ['status:up-to-date', 'is:aligned']],
    ['no target', ['is:no-target']],
    ['updating', ['is:drifting']],
    ['inconsistent', ['is:odd']],
    ['App not listed', ['is:orphan']],
    ['not listed', ['is:orphan', 'is:missing']],
    ['12 h left', ['log:on']],
    ['berlin 45 m left', ['berlin log:on']],
    ['left on', ['needs:logging']],
    ['logging on', ['log:on']],
    ['on, expired', ['log:expired']],
    ['logging left on', ['needs:logging']],
    ['quarantined now', ['status:"quarantined now"']],
    ['pending', ['status:pending']],
    ['error', ['status:error']],
    ['Freezer 2.5', ['app:="freezer 2.5"', 'runs:="freezer 2.5"']],
  ])('%j may be meant as %j', (text, searches) => {
    expect(meant(text)).toEqual(searches);
  });

  test.each([
    ['stauts:error', ['status:error']],
    ['berlin stauts:error', ['berlin status:error']],
    ['is:stuk', ['is:stuck']],
    ['-is:stuk', ['-is:stuck']],
    ['target:="freezer 2.5"', ['app:="freezer 2.5"']],
    ['logging:on', ['log:on']],
    ['since:>2d', ['age:>2d']],
    ['agee:>2d', ['age:>2d']],
    ['reported:fw-1', ['runs:fw-1']],
    ['id:uv12', ['sid:uv12']],
  ])('%j is %j but for a slip', (text, searches) => {
    expect(meant(text)).toEqual(searches);
  });

  test.each(['', ' ', 'freezer', 'gw:17', '"error 118"', '-stuck', 'err:118', 'error 119', 'is:nonsense', 'stauts:', 'reported', '"', 'left', '12 left', '12 h', 'rack 2 m', 'reported:>7d', 'updated:<2h', 'targeted:>1d', 'staus:>7d'])('%j is meant as nothing else', (text) => {
    expect(meant(text)).toEqual([]);
  });

  test('stand where they were typed', () => {
    expect(readPhrases('a  error 118 b', WORDS)).toEqual([[{ start: 3, end: 12, term: 'err:118' }]]);
  });

  test.each([
    ['error 11', ['err:118', 'err:1180']],
    ['error 118', ['err:118', 'err:1180']],
    ['berlin never re', ['is:never']],
    ['never re', ['is:never']],
    ['quar', ['status:"quarantined now"']],
    ['freezer', []],
    ['freezer 2.5', ['app:="freezer 2.5"', 'runs:="freezer 2.5"']],
    ['11', []],
    ['118', ['err:118']],
    ['12 h', []],
    ['12 h le', ['log:on', 'needs:logging']],
    ['e', []],
    ['a "error" 118', ['err:118']],
  ])('are offered while %j is typed: %j', (text, terms) => {
    expect(begunPhrases(text, text.length, WORDS).map(({ term }) => term)).toEqual(terms);
  });
});

describe('whatever is typed', () => {
  const words = fc.constantFrom('error', '118', 'never', 'reported', 'up', 'to', 'date', 'freezer', '2.5', 'stauts:error', 'is:stuk', '-stuck', '"', '"error', 'on,', 'expired', 'x', '  ', 'status:', '\u202e', '😀');
  const texts = fc.oneof(fc.array(words, { maxLength: 8 }).map((all) => all.join(' ')), fc.string({ maxLength: 30 }));

  test('what it may be meant as is a search that is understood where its phrases stand, and nothing else of the text is lost', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const readings of readPhrases(text, WORDS)) {
          for (const { start, end, term } of readings) {
            expect(end).toBeGreaterThan(start);
            const { terms, problems } = parseQuery(term);
            expect(problems).toEqual([]);
            expect(terms.map(termText)).toEqual([term]);
          }
        }
        for (const search of meant(text)) expect(parseQuery(search).problems.length).toBeLessThanOrEqual(parseQuery(text).problems.length);
        for (const { start, end } of begunPhrases(text, text.length, WORDS)) expect(text.slice(start, end).trim()).not.toBe('');
      }),
    );
  });
});

test('each term is counted as its search finds it, in the whole fleet', () => {
  const clock = { now: NOW, skew: 0 };
  fc.assert(
    fc.property(fc.uniqueArray(devices, { maxLength: 12, selector: ({ sid }) => sid }), fc.boolean(), (all, appsKnown) => {
      const index = new FleetIndex();
      index.setApps(appsKnown ? [] : null);
      index.beginSweep();
      index.addPage(pageOf(all, { sent: NOW, received: NOW }), clock);
      index.endSweep({ at: NOW });
      const { counts } = index.vocabulary(STUCK_AFTER, clock);
      const found = Object.keys(counts).map((term) => [term, index.view({ q: term, sort: [], list: null, start: 0, size: 0, limits: STUCK_AFTER }, clock).total]);
      expect(counts).toEqual(Object.fromEntries(found));
      expect(Object.keys(counts)).toEqual(expect.arrayContaining(['is:stuck', 'is:never', 'log:on', 'is:failed']));
      for (const term of ['is:orphan', 'needs:orphan', 'needs:logging', 'needs:none']) expect(term in counts).toBe(appsKnown);
      expect(index.vocabulary(null, clock).counts).toEqual({});
    }),
  );
});
