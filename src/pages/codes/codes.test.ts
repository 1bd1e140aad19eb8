import { describe, expect, test } from 'vitest';
import { LONGEST_MEANING, MOST_CODES, type CodeEntry } from '#components/code-dictionary.ts';
import { codesFile, merged, mergeOf } from './codes-file.ts';
import { readDraft } from './code-draft.ts';

const entry = (code: string, meaning = 'x', link: string | null = null): CodeEntry => ({ code, meaning, link });
const draft = (code: string, meaning = 'x', link = ''): Parameters<typeof readDraft>[0] => ({ code, meaning, link });
const file = (...codes: unknown[]): string => JSON.stringify({ kind: 'microvisor-fleet-console codes', version: 1, codes });

describe('a file of codes', () => {
  test('is read back as it was written', () => {
    const entries = [entry('9'), entry('118', 'Flash is full', 'https://wiki.example/118'), entry('__proto__', '"\n\u202e')];
    expect(mergeOf(codesFile(entries), [])).toEqual({ added: entries, same: 0, other: [], refused: [] });
    expect(merged([], mergeOf(codesFile(entries), []), false).map(({ code }) => code).toSorted()).toEqual(['118', '9', '__proto__']);
  });

  test('adds what is new, and leaves it to one which words stay where both say something', () => {
    const here = [entry('9', 'mine'), entry('10')];
    const merge = mergeOf(file(entry('9', 'theirs'), entry('10'), entry('11')), here);
    expect(merge).toMatchObject({ added: [entry('11')], same: 1, other: [{ here: entry('9', 'mine'), file: entry('9', 'theirs') }] });
    expect(merged(here, merge, false)).toEqual([entry('9', 'mine'), entry('10'), entry('11')]);
    expect(merged(here, merge, true)).toEqual([entry('9', 'theirs'), entry('10'), entry('11')]);
  });

  test('says of each entry that is left out why', () => {
    const { added, refused } = mergeOf(file(entry('1', 'x', 'javascript:alert(1)'), entry('2'), entry('2'), { code: 3, meaning: 'x', link: null }, entry('0'), entry('4', ''), 7, entry('5', 'y'.repeat(LONGEST_MEANING + 1))), []);
    expect(added).toEqual([entry('2')]);
    expect(refused.map(({ number, why }) => `${number} ${why.replace(/ \(.*/u, '')}`)).toEqual([
      '1 its link is not one of the web',
      '3 its code stands in the file before',
      '4 it is no code with a meaning, or longer than can be kept',
      '5 0 is no error code',
      '6 it is no code with a meaning, or longer than can be kept',
      '7 it is no code with a meaning, or longer than can be kept',
      '8 it is no code with a meaning, or longer than can be kept',
    ]);
  });

  test('takes no more than can be kept', () => {
    const { added, refused } = mergeOf(codesFile(Array.from({ length: MOST_CODES + 3 }, (_, index) => entry(`c${index}`))), [entry('mine')]);
    expect([added.length, refused.length]).toEqual([MOST_CODES - 1, 4]);
  });

  test.each([
    ['', /not JSON/u],
    ['[]', /not a file of error codes/u],
    ['{"kind":"microvisor-fleet-console views","version":1,"codes":[]}', /at “kind”/u],
    ['{"kind":"microvisor-fleet-console codes","version":1,"codes":{}}', /at “codes”/u],
  ])('that is none says so: %j', (text, sentence) => {
    expect(() => mergeOf(text, [])).toThrow(sentence);
  });
});

describe('what somebody writes', () => {
  const entries = [entry('118')];

  test('is taken without the spaces around it, a code of the fleet as it came', () => {
    expect(readDraft(draft(' 7 ', ' full ', ' https://a.example '), null, null, entries).entry).toEqual(entry('7', 'full', 'https://a.example/'));
    expect(readDraft(draft('\u200b7\u00a0\u2060'), null, null, entries).entry?.code).toBe('7');
    expect(readDraft(draft(' 7 '), ' 7 ', null, entries).entry?.code).toBe(' 7 ');
    expect(readDraft(draft('118', 'new'), null, '118', entries).entry).toEqual(entry('118', 'new'));
  });

  test.each([
    [draft(''), 'code', /Which code/u],
    [draft('0'), 'code', /no error code/u],
    [draft('118'), 'code', /already/u],
    [draft('7', '  '), 'meaning', /what it means/u],
    [draft('7', 'x', 'wiki'), 'link', /https:/u],
    [draft('7', 'x', 'javascript:alert(1)'), 'link', /Only http/u],
    [draft('7', 'x', 'https://a:b@c.example'), 'link', /password/u],
  ] as const)('%j has a problem with its %s', (of, field, sentence) => {
    const { entry: made, problems } = readDraft(of, null, null, entries);
    expect(made).toBeNull();
    expect(problems[field]).toMatch(sentence);
  });

  test('is not taken where there is no room for one more', () => {
    const full = Array.from({ length: MOST_CODES }, (_, index) => entry(`c${index}`));
    expect(readDraft(draft('7'), null, null, full).problems.code).toMatch(/delete one/u);
    expect(readDraft(draft('c7', 'new'), null, 'c7', full).entry?.meaning).toBe('new');
  });
});
