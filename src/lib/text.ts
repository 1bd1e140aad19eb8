/** Text that came from outside, made safe to look at. */

/**
 * Characters that have no shape of their own or turn the text around them: controls, bidirectional overrides and
 * isolates, zero-width characters, lone surrogates. ZERO WIDTH JOINER and NON-JOINER stay: emoji and scripts need them.
 */
// oxlint-disable-next-line no-control-regex -- controls are what it is about
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\p{Cs}/gu;

/** Shows what cannot be seen: `a<U+202E>b` for a right-to-left override. Everything else stays as it is. */
export function visible(text: string): string {
  return text.replace(
    INVISIBLE,
    (char) => `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`,
  );
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

/** Letters that Unicode does not take apart into a base and an accent, and the two that have a twin. */
const LIKE: Readonly<Record<string, string>> = {
  ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ı: 'i', ħ: 'h', ŧ: 't', ŋ: 'ng', ſ: 's', ς: 'σ', µ: 'μ',
};
const LIKES = new RegExp(`[${Object.keys(LIKE).join('')}]`, 'gu');

/**
 * Text as it is compared in a search: in lower case, without accents and other marks, `ł ø ß æ` as `l o ss ae`. The parts of a
 * folded text are the folded parts of the text. Folding twice changes nothing; half a surrogate pair stays.
 */
export function fold(text: string): string {
  if (!/[\u{80}-\u{10ffff}]/u.test(text)) return text.toLowerCase();
  return text.normalize('NFD').replace(/\p{M}+/gu, '').toLowerCase().replace(LIKES, (letter) => LIKE[letter] ?? letter);
}
