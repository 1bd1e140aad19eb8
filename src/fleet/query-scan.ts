import { withoutUnseen } from '#lib/text.ts';

/**
 * The grammar of the search language, read by hand: `-field:="value"`, of which all but the value may be missing. Characters that cannot be
 * seen are no part of it, unless they are written by their numbers.
 */

/** One part of the text, from `start` up to `end`. */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly not: boolean;
  /** As it was written, without the colon; null for a word. */
  readonly field: string | null;
  /** Where the value begins, with its `=` and its quote. */
  readonly valueAt: number;
  readonly value: string;
  /** An `=` stood before the value: all of it, as written. */
  readonly whole: boolean;
  /** The value is in quotes; `open` when the closing one is missing. */
  readonly quote: 'none' | 'closed' | 'open';
}

/** A byte order mark has no width. */
const SPACE = /[^\S\ufeff]/u;
/** As a keyboard has it, and as phones and office programs make of it by themselves. */
const QUOTE = /^["“”„‟«»＂]/u;

/** The parts of a text. All of it belongs to one but the spaces, and what cannot be seen, between them. */
export function scan(text: string): Part[] {
  const parts: Part[] = [];
  for (let at = skipSpaces(text, 0); at < text.length; at = skipSpaces(text, at)) {
    const part = readPart(text, at);
    parts.push(part);
    at = part.end;
  }
  return parts;
}

function readPart(text: string, start: number): Part {
  // A dash alone is text, also with something after it that cannot be seen.
  const not = text[start] === '-' && withoutUnseen(text.slice(start + 1, skipWord(text, start + 1))) !== '';
  const at = not ? start + 1 : start;
  const colon = fieldEnd(text, at);
  if (colon === null) return { start, not, field: null, whole: false, valueAt: at, ...readValue(text, at) };
  const whole = text[colon + 1] === '=';
  return { start, not, field: withoutUnseen(text.slice(at, colon)), whole, valueAt: colon + 1, ...readValue(text, whole ? colon + 2 : colon + 1) };
}

/** The colon after a field that begins at `at`; null when a word begins there. A colon with nothing before it is text. */
function fieldEnd(text: string, at: number): number | null {
  if (isQuote(text, at)) return null;
  const colon = text.indexOf(':', at);
  return colon > at && colon < skipWord(text, at) ? colon : null;
}

type Value = Pick<Part, 'value' | 'quote' | 'end'>;

function readValue(text: string, at: number): Value {
  if (isQuote(text, at)) return readQuoted(text, at + 1, text[at] === '"');
  const end = skipWord(text, at);
  return { value: withoutUnseen(text.slice(at, end)), quote: 'none', end };
}

/** What a backslash in quotes can say; any other backslash is text. A character by its number is for those that cannot be typed. */
const ESCAPE = /\\(?:(["\\])|u\{([0-9a-f]{1,6})\})/iuy;

/** Reads up to the closing quote; while that is not yet typed, to the end. `straight`: only such a one closes it. */
function readQuoted(text: string, from: number, straight: boolean): Value {
  let value = '';
  let at = from;
  while (at < text.length && !(straight ? text[at] === '"' : isQuote(text, at))) {
    ESCAPE.lastIndex = at;
    const [whole = text[at] ?? '', mark, number] = ESCAPE.exec(text) ?? [];
    value += mark ?? (number === undefined ? withoutUnseen(whole) : character(number) ?? whole);
    at += whole.length;
  }
  return at < text.length ? { value, quote: 'closed', end: at + 1 } : { value, quote: 'open', end: at };
}

function character(hex: string): string | null {
  const code = Number.parseInt(hex, 16);
  return code > 0x10_ff_ff ? null : String.fromCodePoint(code);
}

const isQuote = (text: string, at: number): boolean => QUOTE.test(text[at] ?? '');
const isSpace = (text: string, at: number): boolean => SPACE.test(text[at] ?? '');
const isSeen = (text: string, at: number): boolean => withoutUnseen(text[at] ?? '') !== '';

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (at < text.length && (isSpace(text, at) || !isSeen(text, at))) at += 1;
  return at;
}

function skipWord(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isSpace(text, at)) at += 1;
  return at;
}

/** What cannot be seen, turns the text around it, or does not survive an address or an input: written by its number. The joiners of emoji stay. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
/** Nothing that the scanner could take for something else than a letter of the value. */
const PLAIN = /^[\p{L}\p{N}_.][\p{L}\p{N}_.@/+-]*$/u;

/** A value as it has to be written: in quotes where it needs them, or everywhere when `literal`. The scanner reads it back exactly. */
export function writeValue(value: string, literal = false): string {
  if (PLAIN.test(value) && !literal) return value;
  const escaped = value.replace(/["\\]/gu, String.raw`\$&`);
  return `"${escaped.replace(UNSEEN, (char) => String.raw`\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)}"`;
}
