import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '#lib/time.ts';
import { fold, withoutUnseen } from '#lib/text.ts';
import { IS_VALUES, LOG_VALUES, NEEDS_VALUES } from './query-fields.ts';
import { findsNothing, formatQuery, LONGEST, parseQuery, termText, type Condition, type Query, type Wanted } from './query.ts';

/** What is asked for, without the places. */
const asked = ({ terms }: Query): Wanted[] =>
  terms.map((term) => {
    const wanted: Wanted & { start?: number; end?: number } = { ...term };
    delete wanted.start;
    delete wanted.end;
    return wanted;
  });
const read = (text: string): Wanted[] => {
  const query = parseQuery(text);
  expect(query.problems).toEqual([]);
  return asked(query);
};
const complaint = (text: string): string => {
  const { terms, problems } = parseQuery(text);
  expect(terms).toEqual([]);
  expect(problems).toHaveLength(1);
  expect(findsNothing({ terms, problems })).toBe(true);
  return problems[0]?.message ?? '';
};
/** Searched for as text, which may not be what was meant. */
const doubt = (text: string): string | undefined => {
  const { terms, problems } = parseQuery(text);
  expect(terms).toMatchObject([{ field: 'word', text: fold(text), not: false }]);
  expect(problems.every(({ asText }) => asText)).toBe(true);
  return problems[0]?.message;
};
const part = (text: string): object => ({ kind: 'part', text });
const whole = (text: string): object => ({ kind: 'whole', text });

describe('words', () => {
  test.each([
    ['', []],
    [' \t\n ', []],
    ['Freezer', ['freezer']],
    ['  Zürich  HB ', ['zurich', 'hb']],
    ['"Zürich  HB"', ['zurich  hb']],
    ['"no end yet', ['no end yet']],
    ['"', []],
    ['""', []],
    ['"a""b"c', ['a', 'b', 'c']],
    [String.raw`"say \"hi\" C:\\x C:\y"`, [String.raw`say "hi" c:\x c:\y`]],
    [String.raw`"a\u{202E}b \u{1F600} \u{110000} \u{}"`, [String.raw`a${'\u202e'}b 😀 \u{110000} \u{}`]],
    ['19"-rack', ['19"-rack']],
    [String.raw`back\slash`, [String.raw`back\slash`]],
    ['a-b', ['a-b']],
    ['-', ['-']],
    ['-\ufeff', ['-']],
    ['a - b', ['a', '-', 'b']],
    [':', [':']],
    [':x', [':x']],
    ['"status:error"', ['status:error']],
    ['.* [a-z]+ $&', ['.*', '[a-z]+', '$&']],
    ['“back room” „a b“ «c d» ＂e＂', ['back room', 'a b', 'c d', 'e']],
    ['“no end yet', ['no end yet']],
    ['"with “such” in it"', ['with "such" in it']],
    ['it’s 19”-rack', ["it's", '19"-rack']],
    ['\u200bfree\u200bzer\u2060 \u202a"back\u00a0room\u200e"\u202c \ufeff', ['freezer', 'back room']],
    ['non\u2011breaking so\u00adft', ['non-breaking', 'soft']],
    ['\u200b \u2060', []],
  ])('%j are %j', (text, words) => {
    expect(read(text)).toEqual(words.map((word) => ({ field: 'word', text: word, not: false })));
  });

  test.each([
    ['gw:17', 'gw:17'],
    ['(?:x', '(?:x'],
    ['http://x', 'http://x'],
    ['12:30:05', '12:30:05'],
    ['gw:"Back Room"', 'gw:back room'],
    ['gw:=17', 'gw:=17'],
    ['gw:', 'gw:'],
    ['constructor:x', 'constructor:x'],
  ])('%j, whose beginning is like no field, is the text %j, without a word', (text, word) => {
    expect(read(text)).toEqual([{ field: 'word', text: word, not: false }]);
    expect(read(`-${text}`)).toEqual([{ field: 'word', text: word, not: true }]);
  });

  test.each([
    ['-berlin', 'berlin'],
    ['--x', '-x'],
    ['-"back room"', 'back room'],
    ['-:', ':'],
  ])('%j excludes %j', (text, word) => {
    expect(read(text)).toEqual([{ field: 'word', text: word, not: true }]);
  });
});

describe('fields', () => {
  test.each<[string, object]>([
    ['app:fw-1.3', { field: 'app', match: part('fw-1.3') }],
    ['APP:"Zürich HB"', { field: 'app', match: part('zurich hb') }],
    ['app:="Zürich HB"', { field: 'app', match: whole('Zürich HB') }],
    ['app:=Zürich', { field: 'app', match: whole('Zürich') }],
    ['app:=""', { field: 'app', match: whole('') }],
    ['app:None', { field: 'app', match: { kind: 'none' } }],
    ['app:"none"', { field: 'app', match: part('none') }],
    ['app:=none', { field: 'app', match: whole('none') }],
    ['app:"=x"', { field: 'app', match: part('=x') }],
    ['app:a:b', { field: 'app', match: part('a:b') }],
    ['app:-x', { field: 'app', match: part('-x') }],
    ['runs:none', { field: 'runs', match: { kind: 'none' } }],
    ['name:none', { field: 'name', match: { kind: 'none' } }],
    ['name:a"b', { field: 'name', match: part('a"b') }],
    ['sid:UV0', { field: 'sid', match: part('uv0') }],
    ['sid:none', { field: 'sid', match: part('none') }],
    ['status:Pending', { field: 'status', word: 'pending' }],
    ['status:scheduled', { field: 'status', word: 'pending' }],
    ['status:quarantined', { field: 'status', word: 'quarantined' }],
    ['status:""', { field: 'status', word: '' }],
    ['err:118', { field: 'err', code: '118' }],
    ['err:ANY', { field: 'err', code: 'any' }],
    ['err:none', { field: 'err', code: null }],
    ['err:"none"', { field: 'err', code: 'none' }],
    ['err:E_DOWNLOAD', { field: 'err', code: 'E_DOWNLOAD' }],
    ['age:>90m', { field: 'age', over: true, ms: 90 * MINUTE }],
    ['AGE:<2D', { field: 'age', over: false, ms: 2 * DAY }],
    ['age:>1h30m', { field: 'age', over: true, ms: HOUR + 30 * MINUTE }],
    ['age:">1w"', { field: 'age', over: true, ms: 7 * DAY }],
    ['age:<0s', { field: 'age', over: false, ms: 0 }],
    ['log:Expiring', { field: 'log', value: 'expiring' }],
    ['is:no-target', { field: 'is', value: 'no-target' }],
    ['needs:any', { field: 'needs', value: 'any' }],
    ['app:=“all of it”', { field: 'app', match: whole('all of it') }],
    ['name:="“Süd”\u00a0&\u2011"', { field: 'name', match: whole('“Süd”\u00a0&\u2011') }],
    ['sta\u200btus\u200e:err\u2060or', { field: 'status', word: 'error' }],
    ['err:118\u200b', { field: 'err', code: '118' }],
    ['is:no\u2011target', { field: 'is', value: 'no-target' }],
    ['age:>\ufeff1h', { field: 'age', over: true, ms: HOUR }],
    ['name:=a\u200bb', { field: 'name', match: whole('ab') }],
    [String.raw`name:="a\u{200b}b"`, { field: 'name', match: whole('a\u200bb') }],
  ])('%j is read', (text, condition) => {
    expect(read(text)).toEqual([{ ...condition, not: false }]);
    expect(read(`-${text}`)).toEqual([{ ...condition, not: true }]);
  });

  test.each([...IS_VALUES.map((v) => `is:${v}`), ...NEEDS_VALUES.map((v) => `needs:${v}`), ...LOG_VALUES.map((v) => `log:${v}`)])('%s is written as it is read', (text) => {
    expect(formatQuery(parseQuery(text))).toBe(text);
  });

  test('know where they stand', () => {
    expect(parseQuery('  a -status:error  "b c')).toEqual({
      terms: [
        { field: 'word', text: 'a', not: false, start: 2, end: 3 },
        { field: 'status', word: 'error', not: true, start: 4, end: 17 },
        { field: 'word', text: 'b c', not: false, start: 19, end: 23 },
      ],
      problems: [],
    });
  });
});

describe('what is not understood is explained', () => {
  test('a field that is misspelt, which is searched for as text', () => {
    expect(doubt('stauts:error')).toBe(
      '“stauts:error” is searched for as text, because “stauts” is not a field. Did you mean “status:”? Fields: is, needs, status, app, runs, age, err, log, name, sid. If you mean the text, put it in quotes.',
    );
    expect(doubt('target:x')).toContain('Did you mean “app:”?');
    for (const [text, field] of [['reported:fw-1', 'runs'], ['since:>7d', 'age']]) expect(doubt(text ?? '')).toContain(`Did you mean “${field}:”?`);
    expect(parseQuery('"stauts:error"').problems).toEqual([]);
  });

  test('what has nothing in it to be found', () => {
    expect(complaint('\u0301')).toContain('is ignored: it contains no letter, digit or symbol.');
    expect(complaint('"\u0301"')).toContain('is ignored');
  });

  test.each([
    ['is:drfiting', '“is:drfiting” is not used. Did you mean “is:drifting”? After “is:” comes drifting, stuck, '],
    ['log:yes', 'After “log:” comes on, off, expiring or expired.'],
    ['needs:help', 'any or none.'],
    ['age:1h', '>90m'],
    ['age:>', 'without a space, as in age:>1h'],
    ['age:>1', '>90m'],
    ['age:>1.5h', '>90m'],
    [`age:>${'9'.repeat(40)}w`, '>90m'],
  ])('%s: a bad value', (text, words) => {
    expect(complaint(text)).toContain(words);
  });

  test.each(['app:', 'app:=', 'app:"', '-app:', 'is:', 'status:', 'status:"', 'err:""', 'name:"\u0301"', 'sid:""'])('%s: nothing yet', (text) => {
    expect(complaint(text)).toMatch(/^After “\w+:” comes /u);
  });

  test('and the rest is used', () => {
    const { terms, problems } = parseQuery('freezer status: -x is:stuk');
    expect(terms).toHaveLength(2);
    expect(problems).toMatchObject([{ start: 8, end: 15 }, { start: 19, end: 26 }]);
    expect(findsNothing({ terms, problems })).toBe(false);
  });

  test('never shows hostile text as it is, nor all of it', () => {
    expect(complaint('is:x\u202Ey')).toContain('“is:x<U+202E>y”');
    expect(doubt('sta\u0000tus:z')).toContain('“sta<U+0000>tus:z”');
    expect(complaint(`is:${'x'.repeat(900)}`).length).toBeLessThan(300);
  });

  test('what is too long finds nothing: a part of it would find more', () => {
    const long = `a ${'b'.repeat(LONGEST)} c`;
    expect(complaint(long)).toContain('1,000 characters');
    expect(parseQuery(long).problems).toMatchObject([{ start: 0, end: long.length }]);
    expect(read(`${'b'.repeat(LONGEST)}   `)).toHaveLength(1);
    expect(complaint(`${' '.repeat(LONGEST)}b`)).toContain('1,000 characters');
  });
});

/** Any UTF-16, half surrogate pairs among it, and what the grammar is made of. */
const units = fc.array(fc.integer({ min: 0, max: 0xff_ff }), { maxLength: 12 }).map((codes) => String.fromCharCode(...codes));
const tokens = fc.constantFrom('-', ':', '"', '“', '”', '\u200b', '\ufeff', '\u00a0', '\\', ' ', '=', '>', 'app', 'name:', 'is:stuck', 'age:>1h', 'status:', 'none', 'any', '😀', '\ud83d', '\u202e', String.raw`\u{a}`, 'é', 'İ', 'x');
const texts = fc.oneof(units, fc.string({ unit: 'grapheme' }), fc.array(fc.oneof(tokens, units), { maxLength: 12 }).map((all) => all.join('')));
const folded = texts.map(fold).filter((text) => text !== '');
const match = fc.oneof(
  folded.map((text) => ({ kind: 'part' as const, text })),
  texts.map((text) => ({ kind: 'whole' as const, text })),
);
const maybeNone = fc.oneof(match, fc.constant({ kind: 'none' as const }));
const conditions: fc.Arbitrary<Condition> = fc.oneof(
  folded.map((text) => ({ field: 'word' as const, text })),
  fc.record({ field: fc.constant('sid' as const), match }),
  fc.record({ field: fc.constantFrom('name' as const, 'app' as const, 'runs' as const), match: maybeNone }),
  texts.map((word) => ({ field: 'status' as const, word: fold(word) })),
  texts.filter((code) => code !== '').map((code) => ({ field: 'err' as const, code })),
  fc.record({ field: fc.constant('age' as const), over: fc.boolean(), ms: fc.maxSafeNat() }),
  fc.record({ field: fc.constant('log' as const), value: fc.constantFrom(...LOG_VALUES) }),
  fc.record({ field: fc.constant('is' as const), value: fc.constantFrom(...IS_VALUES) }),
  fc.record({ field: fc.constant('needs' as const), value: fc.constantFrom(...NEEDS_VALUES) }),
);

describe('any text', () => {
  test('is read without an error, and every place lies in it, in order', () => {
    fc.assert(
      fc.property(fc.oneof(texts, fc.string({ minLength: LONGEST - 20, maxLength: 2 * LONGEST })), (text) => {
        const { terms, problems } = parseQuery(text);
        const places = new Set(terms.map(({ start, end }) => `${start} ${end}`));
        for (const { start, end, asText } of problems) expect(places.has(`${start} ${end}`)).toBe(asText);
        let last = 0;
        for (const { start, end } of [...terms, ...problems.filter(({ asText }) => !asText)].toSorted((a, b) => a.start - b.start)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
        expect(problems.every(({ message }) => message !== '')).toBe(true);
      }),
    );
  });

  test('asks for nothing only where it is blank or empty quotes; where none of it is understood it finds nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const query = parseQuery(text);
        if (query.terms.length === 0) expect(findsNothing(query)).toBe(withoutUnseen(text).replaceAll(/-?["“”„‟«»＂]{1,2}|\s/gu, '') !== '');
      }),
    );
    for (const text of ['', '   ', '\u00a0', '"', '""', '-"']) expect(findsNothing(parseQuery(text))).toBe(false);
    for (const text of ['status:', 'is:stuk', 'age:7d', 'age:>', 'name:""', 'x'.repeat(LONGEST + 1)]) expect(findsNothing(parseQuery(text))).toBe(true);
  });

  test('says the same once it is written anew', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = parseQuery(text);
        const again = parseQuery(formatQuery(once));
        expect(again.problems).toEqual([]);
        expect(asked(again)).toEqual(asked(once));
        expect(formatQuery(again)).toBe(formatQuery(once));
      }),
    );
  });
});

describe('any term', () => {
  test('is written so that it is read back, alone and among others', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(conditions, fc.boolean()), { maxLength: 4 }), (all) => {
        const terms = all.map(([condition, not]): Wanted => ({ ...condition, not }));
        const text = terms.map(termText).join(' ');
        if (text.length <= LONGEST) expect(read(text)).toEqual(terms);
      }),
    );
  });

  test('survives an input and an address', () => {
    fc.assert(
      fc.property(conditions, (condition) => {
        const text = termText(condition);
        expect(text).not.toMatch(/\p{Cc}|\p{Cs}/u);
        expect(new URLSearchParams({ q: text }).get('q')).toBe(text);
        expect(decodeURIComponent(encodeURIComponent(text))).toBe(text);
      }),
    );
  });
});
