/** Text that came from outside, made safe to look at. */

/**
 * What takes no room and has no shape: soft hyphens, zero-width characters, marks, overrides and isolates of direction. ZERO WIDTH JOINER and
 * NON-JOINER are none: emoji and scripts need them.
 */
const UNSEEN = String.raw`\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff`;
const UNSEEN_ALONE = new RegExp(`[${UNSEEN}]+`, 'gu');

/** Characters that have no shape of their own or turn the text around them: those, controls, line separators and lone surrogates. */
const INVISIBLE = new RegExp(String.raw`[${UNSEEN}\0-\x1f\x7f-\x9f\u2028\u2029]|\p{Cs}`, 'gu');

/** Only characters without ink: white space, what Unicode says to leave out of a display, and the blank Braille pattern. */
const BLANK = /^[\s\p{Default_Ignorable_Code_Point}\u2800]+$/u;

const codePoint = (char: string): string => `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

/** Replaces invisible characters in a part of a text: `a<U+202E>b` for a right-to-left override. Everything else stays as it is. */
export function marked(part: string): string {
  return part.replace(INVISIBLE, codePoint);
}

/**
 * A name, or any other whole text from outside, as it is shown: like `marked`, and quoted if it would be invisible: `“   ”`. In a quoted
 * text every character except the space is shown by its number (`“<U+00A0>”`), so that different names look different.
 */
export function visible(text: string): string {
  const shown = marked(text);
  // HTML collapses ordinary spaces.
  return BLANK.test(shown) ? `“${[...shown].map((char) => (char === ' ' ? '\u00a0' : codePoint(char))).join('')}”` : shown;
}

/** A word of the API as it came; in quotes where there is nothing in it to be seen. */
export function quotedIfBlank(word: string): string {
  return word.trim() === '' ? `"${word}"` : word;
}

/** The ends of a long identifier: `UV0123…cdef`. Shorter text is returned whole. */
export function middle(text: string, start = 6, end = 4): string {
  return text.length <= start + end + 1 ? text : `${text.slice(0, start)}…${text.slice(-end)}`;
}

/** At most `max` characters, with an ellipsis when it was longer; never cuts a surrogate pair in two. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${cut.replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** What an error says, made safe to look at, `max` characters at the most. */
export function errorWords(error: unknown, max = 300): string {
  return clip(visible(error instanceof Error ? error.message : String(error)), max);
}

/** One shell word: in single quotes, so that nothing inside it is interpreted by a POSIX shell. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** The text without what takes no room, and is copied along from a web page, a mail or a chat where nobody sees it. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN_ALONE, '');
}

/** Letters that Unicode does not take apart into a base and an accent, and those that have a twin. */
const LIKE: Readonly<Record<string, string>> = {
  ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h', ŧ: 't', ŋ: 'ng', ſ: 's', ς: 'σ', µ: 'μ',
};
/** And dashes, quotes and spaces that programs set by themselves. */
const LIKES = new RegExp(String.raw`[${Object.keys(LIKE).join('')}‐-―−‘-„\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]`, 'gu');

function like(letter: string): string {
  return LIKE[letter] ?? (/[‐-―−]/u.test(letter) ? '-' : /[‘-‛]/u.test(letter) ? "'" : letter.trim() === '' ? ' ' : '"');
}

/**
 * What a search leaves out: marks that scripts share (accents, variation selectors), and those of Cyrillic, Hebrew, Arabic and Syriac, which
 * may be left out in writing. The breve that makes й of и stays, as in CLDR's collation for searching; so do the marks that voice kana, which
 * browsers tell apart in their own search, too. A mark of one other script (a vowel sign, a tone, a nukta) is a part of the word.
 */
const MARKS = /(?<!и)\u0306|(?![\u0306\u3099\u309a])[\p{sc=Zinh}\p{sc=Cyrl}\p{sc=Hebr}\p{sc=Arab}\p{sc=Syrc}](?<=\p{M})/gu;
/** A letter and the mark that makes another one of it, as Unicode takes it apart. */
const LETTERS = /и\u0306|[\u3046-\u30fd][\u3099\u309a]/gu;

/** As `fold`, but what cannot be seen stays: for a search that asks for it. */
export function foldLetters(text: string): string {
  if (!/[\u{80}-\u{10ffff}]/u.test(text)) return text.toLowerCase();
  const bare = text.toLowerCase().normalize('NFD').replace(MARKS, '');
  return bare.replace(LETTERS, (letter) => letter.normalize('NFC')).replace(LIKES, like);
}

/**
 * Text as every search compares it: in lower case, without accents, `ł ø ß æ` as `l o ss ae`, dashes, quotes and spaces as they are on a
 * keyboard, and without what cannot be seen. Letters that a mark makes different (`パ` and `ハ`, `й` and `и`) stay different. The parts of a
 * folded text are the folded parts of the text. Folding twice changes nothing; half a surrogate pair stays.
 */
export function fold(text: string): string {
  return foldLetters(withoutUnseen(text));
}
