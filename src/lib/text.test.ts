import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clip, fold, marked, middle, quotedIfBlank, shellWord, visible, withoutUnseen } from './text.ts';
import { count } from '#texts/t.ts';

/** Throws on half a surrogate pair. */
const wellFormed = (text: string): boolean => {
  try {
    encodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

test.each([['', '""'], ['  ', '"  "'], ['pending', 'pending'], [' x ', ' x ']])('the word %j stands there as %s', (word, shown) => {
  expect(quotedIfBlank(word)).toBe(shown);
});

describe('text from outside', () => {
  test.each([
    ['gepj.\u202Egnp', 'gepj.<U+202E>gnp'],
    ['zero\u200Bwidth', 'zero<U+200B>width'],
    ['a\u0000b\tc\nd', 'a<U+0000>b<U+0009>c<U+000A>d'],
    ['\u2066x\u2069\uFEFF', '<U+2066>x<U+2069><U+FEFF>'],
    ['half \uD83D', 'half <U+D83D>'],
  ])('%j is shown as %s', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test.each(['Zürich HB; Gleis 3.1', '👨‍👩‍👧‍👦🏴‍☠️', 'مرحبا', '<img src=x onerror=alert(1)>', `z\u0334\u0351algo`, ''])(
    '%s stays as it is',
    (text) => {
      expect(visible(text)).toBe(text);
    },
  );

  test.each([
    [' ', '“\u00a0”'],
    ['   ', '“\u00a0\u00a0\u00a0”'],
    ['\u00a0', '“<U+00A0>”'],
    [' \u3000\u2007', '“\u00a0<U+3000><U+2007>”'],
    ['\u200d', '“<U+200D>”'],
    ['\ufe0f\u034f', '“<U+FE0F><U+034F>”'],
    ['\u3164\u115f\uffa0\u2800', '“<U+3164><U+115F><U+FFA0><U+2800>”'],
    ['\u{e0041}', '“<U+E0041>”'],
    // Visible as they are.
    ['\u200b', '<U+200B>'],
    [' a ', ' a '],
    ['“ ”', '“ ”'],
  ])('%j is shown as %s, so that it can be seen', (text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  test('always has something visible, and different blank names look different', () => {
    const blank = fc.string({ unit: fc.constantFrom(' ', '\u00a0', '\u2003', '\u3000', '\u200c', '\u200d', '\ufe0f', '\u{e0100}', '\u2800', '\u3164', '\u180e'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(blank, blank, (one, other) => {
        expect(visible(one)).toMatch(/^“.+”$/u);
        expect(visible(one) === visible(other)).toBe(one === other);
      }),
    );
    // A part of a longer text is not quoted.
    expect(marked('   ')).toBe('   ');
  });

  test('is well formed and free of controls once it is visible, and then stays as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        const shown = visible(String.fromCharCode(...units));
        expect(wellFormed(shown)).toBe(true);
        expect(shown).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069\u200b]/u);
        expect(visible(shown)).toBe(shown);
      }),
    );
  });
});

test('an identifier keeps its ends, and a short one is whole', () => {
  expect(middle(`UV${'0123456789abcdef'.repeat(2)}`)).toBe('UV0123…cdef');
  expect(middle('0123456789a')).toBe('0123456789a');
  expect(middle('0123456789ab')).toBe('012345…89ab');
  expect(middle('abcdefgh', 2, 3)).toBe('ab…fgh');
});

describe('clipped text', () => {
  test('has an ellipsis only when something is missing', () => {
    expect(clip('four', 4)).toBe('four');
    expect(clip('fives', 4)).toBe('fiv…');
  });

  test('is never longer than asked, begins like the original, and cuts no surrogate pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, max) => {
        const cut = clip(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(wellFormed(cut)).toBe(true);
        expect(text.startsWith(cut === text ? cut : cut.slice(0, -1))).toBe(true);
      }),
    );
    expect(clip('a😀b', 3)).toBe('a…');
  });
});

test('a count has its noun in the right number, and groups of three digits', () => {
  expect(count(1, 'device')).toBe('1 device');
  expect(count(0, 'device')).toBe('0 devices');
  expect(count(2000, 'device')).toBe('2,000 devices');
  expect(count(2, 'reply', 'replies')).toBe('2 replies');
});

test('a shell reads one word back exactly, whatever is in it', () => {
  const anyText = fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 20 }).map((points) => String.fromCodePoint(...points));
  const written = [
    '', "it's", '$(touch x) `id` $HOME', 'a\nb', '-n', '"', '\\', "'''", '*', '; rm -rf /', '!!',
    ...fc.sample(anyText, 50).filter((text) => !text.includes('\0') && wellFormed(text)),
  ];
  const script = `printf '%s\\0' ${written.map((text) => shellWord(text)).join(' ')}`;
  const read = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
  expect(read.split('\0').slice(0, -1)).toEqual(written);
});

describe('folded text', () => {
  test.each([
    ['Zürich', 'zurich'],
    ['ŁÓDŹ Øre Straße ÆŒ', 'lodz ore strasse aeoe'],
    ['İSTANBUL ısı', 'istanbul isi'],
    ['ΟΔΟΣ ὁδός', 'οδοσ οδοσ'],
    ['e\u0301', 'e'],
    ['❤️ 👨‍👩‍👧', '❤ 👨‍👩‍👧'],
    ['5 µm', '5 μm'],
    ['\ud83d\ude00 \ud83d', '\ud83d\ude00 \ud83d'],
    ['__PROTO__', '__proto__'],
    ['ber\u200blin\u2060 \u202amitte\u202c\ufeff so\u00adft \u200ex\u200f', 'berlin mitte soft x'],
    ['non\u2011breaking\u00a0space – “so” it’s', 'non-breaking space - "so" it\'s'],
    ['Ёлка їжак', 'елка іжак'],
    ['שָׁלוֹם مُحَمَّد أحمد', 'שלום محمد احمد'],
  ])('of %j is %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test.each([
    ['ハブ', 'パブ'], ['か', 'が'], ['й', 'и'], ['Йод', 'Иод'], ['क', 'क़'], ['सडक', 'सड़क'], ['ใกล', 'ใกล้'], ['ก', 'กำ'],
  ])('of %j is not that of %j, another word', (one, other) => {
    expect(fold(one)).not.toBe(fold(other));
    expect(fold(one.normalize('NFD'))).toBe(fold(one));
    expect(fold(other.normalize('NFD'))).toBe(fold(other));
  });

  test.each([['パブ', 'ハ'], ['ゲート', 'ケ'], ['чайник', 'чаи']])('of %j does not hold %j, which is no part of it', (text, part) => {
    expect(fold(text)).not.toContain(fold(part));
  });

  // What a letter and its base are to each other, CLDR says in its collation for searching; browsers tell voiced kana apart besides.
  test('takes a mark off where the collation for searching does, but for kana and what a nukta makes another letter of', () => {
    const search = new Intl.Collator('en', { usage: 'search', sensitivity: 'base' });
    const letters = Array.from({ length: 0xff_ff }, (_, code) => String.fromCharCode(code)).filter((letter) => /^\p{L}\p{M}+$/u.test(letter.normalize('NFD')));
    expect(letters.length).toBeGreaterThan(900);
    for (const letter of letters) {
      const [base = ''] = letter.normalize('NFD');
      const another = /[\p{sc=Hira}\p{sc=Kana}]/u.test(base) || /[\u093c\u09bc\u0a3c\u0b3c]/u.test(letter.normalize('NFD'));
      expect([letter, fold(letter) === fold(base)]).toEqual([letter, !another && search.compare(letter, base) === 0]);
    }
  });

  test('holds nothing that cannot be seen, but the joiners of emoji', () => {
    expect(withoutUnseen('\u00ad\u061c\u200b\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff')).toBe('');
    expect(withoutUnseen('👨‍👩‍👧 می‌خواهم\u00a0')).toBe('👨‍👩‍👧 می‌خواهم\u00a0');
  });

  // A million letters: on a busy machine they need their time.
  test('is the same for every way to write a letter, and once folded stays as it is', () => {
    for (let code = 0; code <= 0x10_ff_ff; code += 1) {
      const letter = String.fromCodePoint(code);
      const folded = fold(letter);
      if (fold(folded) !== folded || fold(letter.normalize('NFC')) !== folded || fold(letter.normalize('NFD')) !== folded) expect.unreachable(`U+${code.toString(16)}`);
    }
  }, 60_000);

  test('is found in the folded whole, whatever the two are', () => {
    const units = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xff_ff }), fc.constantFrom(0x3a3, 0x301, 0xdf, 0x130, 0x1e9e)), { maxLength: 8 });
    const anything = fc.oneof(units.map((codes) => String.fromCharCode(...codes)), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(anything, anything, anything, (before, text, after) => {
        // A half pair at the seam would become another letter.
        const whole = [before, text, after].join(' ');
        expect(fold(whole)).toContain(fold(text));
        expect(fold(fold(whole))).toBe(fold(whole));
        expect(fold(whole.normalize('NFC'))).toBe(fold(whole.normalize('NFD')));
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => fold(text) === text.toLowerCase()));
  });
});
