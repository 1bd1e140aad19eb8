import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byCode, entryOf, runbookLink, withEntry, withoutEntry, type CodeEntry } from './code-dictionary.ts';

const entry = (code: string, meaning = 'x', link: string | null = null): CodeEntry => ({ code, meaning, link });

describe('the link of a runbook', () => {
  test.each([
    ['https://wiki.example/118', 'https://wiki.example/118'],
    ['HTTP://Wiki.Example', 'http://wiki.example/'],
    ['https://wiki.example/a b?"<x>', 'https://wiki.example/a%20b?%22%3Cx%3E'],
  ])('%j leads to %s', (text, href) => {
    expect(runbookLink(text)).toBe(href);
  });

  test.each(['javascript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x', 'blob:https://a/b', 'file:///etc/passwd', 'wiki.example', '/codes', '', 'https://', 'https://user:secret@wiki.example', `https://a/${'x'.repeat(2_000)}`])(
    '%j is none',
    (text) => {
      expect(runbookLink(text)).toBeNull();
    },
  );

  test('leads to the web and nowhere else, whatever is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'https:', 'javascript:', 'https://a', ' http://'), fc.string({ unit: 'binary' }), (start, rest) => {
        const href = runbookLink(start + rest);
        if (href !== null) expect(href).toMatch(/^https?:\/\/[^\s<>"]+$/u);
        expect(href).toBe(runbookLink(href));
      }),
    );
  });
});

describe('an entry', () => {
  const entries = [entry('9'), entry('118'), entry('E1')];

  test('is found by the code as text or number, and 0 and null are no code', () => {
    expect([entryOf(entries, 118), entryOf(entries, '118'), entryOf(entries, 'e1'), entryOf([entry('0')], 0), entryOf(entries, null)].map((found) => found?.code ?? null)).toEqual(['118', '118', null, null, null]);
  });

  test('takes the place of the one with its code, and of the one that it was before', () => {
    expect(withEntry(entries, entry('118', 'new')).map(({ code, meaning }) => `${code} ${meaning}`)).toEqual(['9 x', '118 new', 'E1 x']);
    expect(withEntry(entries, entry('20'), '118').map(({ code }) => code)).toEqual(['9', '20', 'E1']);
    expect(withoutEntry(entries, '9').map(({ code }) => code)).toEqual(['118', 'E1']);
  });

  test('has one place in the order, whichever it comes from', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        // Of two that are not the same, exactly one is the first.
        if (a !== b) expect(Math.sign(byCode(a, b)) + Math.sign(byCode(b, a))).toBe(0);
      }),
    );
  });
});
