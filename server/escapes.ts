/**
 * Takes a layer of escapes off a text: those of JSON and of programs' sources, of URLs and forms, and of HTML; and with them what breaks
 * a word without being part of it. It works on bytes and looks at each one once, so that its time grows with the length of the text
 * and with nothing else.
 */

/** A text without one layer of escapes, and where each of its bytes began and ended in the text before. */
export interface Peeled {
  bytes: Buffer;
  starts: Uint32Array;
  ends: Uint32Array;
}

const BACKSLASH = 0x5c;
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const HASH = 0x23;
const SEMICOLON = 0x3b;
const NEW_LINE = 0x0a;
const TAB = 0x09;
const SMALL_N = 0x6e;
const SMALL_R = 0x72;
const SMALL_T = 0x74;
const SMALL_U = 0x75;
const SMALL_X = 0x78;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
/** By byte: 1 where an escape may begin, or something that is left out. */
const IS_MARK = new Uint8Array(256);
/** The first bytes of what is not seen, in UTF-8: soft hyphen; zero-width space and its like, word joiner; byte order mark. */
const UNSEEN = [0xc2, 0xe2, 0xef];
for (const byte of [BACKSLASH, PERCENT, AMPERSAND, NEW_LINE, 0x0d, 0x00, ...UNSEEN]) IS_MARK[byte] = 1;

/** An escape as one number: what it stands for, times this, plus its length. */
const WIDTH = 1024;
/** Stands for nothing: not a byte. */
const NOTHING = 256;

/** What JSON and programs' sources put a backslash before, as it is. */
const QUOTED: ReadonlySet<number> = new Set(Buffer.from('\\/"\'`'));

/** No character of ASCII or UTF-8. */
const GAP = 0xff;

/** HTML's names, with and without their semicolon. */
const NAMES: readonly (readonly [name: Buffer, code: number])[] = Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }).map(
  ([name, char]) => [Buffer.from(name), char.charCodeAt(0)],
);
/** HTML allows any number of digits; a character of ASCII needs three, and some write zeros before them. */
const MOST_DIGITS = 8;

/** How many layers a text is looked at in, the one that came among them: a form in JSON in a form has three of escapes. */
export const MAX_LAYERS = 5;

/** A text, and the same without each layer of escapes that it has, as far as it is near enough to them to be new. */
export function* layersOf(text: Buffer, margin: number): Generator<Buffer> {
  let layer: Buffer | null = text;
  for (let depth = 0; layer !== null && depth < MAX_LAYERS; depth += 1) {
    yield layer;
    layer = peel(layer, margin);
  }
}

/**
 * Takes off one layer, as far as it stands for characters of ASCII. Null when there is none.
 * @param margin what is further away than so many bytes from every escape is left out: whoever has looked through it once
 * finds nothing new there
 */
function peel(bytes: Buffer, margin: number): Buffer | null {
  const plain = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  const same = (from: number, to: number): void => {
    length += bytes.copy(plain, length, from, to);
  };
  const put = (code: number): void => {
    plain[length] = code;
    length += 1;
  };
  return walk(bytes, margin, same, put) ? plain.subarray(0, length) : null;
}

/** The same, and tells where each byte came from. */
export function peelWithPlaces(bytes: Buffer, margin: number): Peeled {
  const starts = new Uint32Array(bytes.length);
  const ends = new Uint32Array(bytes.length);
  const plain = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  const put = (code: number, start: number, end: number): void => {
    plain[length] = code;
    starts[length] = start;
    ends[length] = end;
    length += 1;
  };
  const same = (from: number, to: number): void => {
    for (let at = from; at < to; at += 1) put(bytes[at] ?? 0, at, at + 1);
  };
  walk(bytes, margin, same, put);
  return { bytes: plain.subarray(0, length), starts, ends };
}

type Same = (from: number, to: number) => void;
type Put = (code: number, start: number, end: number) => void;

/**
 * Goes through a text from its beginning to its end. `same` is told of each stretch that stays as it is (of a long one only
 * of its ends, with a gap between), `put` of each escape and what it stands for.
 * @returns whether there was an escape
 */
function walk(bytes: Buffer, margin: number, same: Same, put: Put): boolean {
  const between = (from: number, to: number): void => {
    const [left, right] = [from === 0 ? 0 : from + margin, to === bytes.length ? to : to - margin];
    if (left >= right) {
      same(from, to);
      return;
    }
    same(from, left);
    put(GAP, left, right);
    same(right, to);
  };
  let done = 0;
  for (let at = nextMark(bytes, 0); at < bytes.length; at = nextMark(bytes, at)) {
    const found = escapeAt(bytes, at);
    if (found === 0) {
      at += 1;
      continue;
    }
    if (at > done) between(done, at);
    const code = Math.floor(found / WIDTH);
    done = at + (found % WIDTH);
    if (code !== NOTHING) put(code, at, done);
    at = done;
  }
  if (done > 0) between(done, bytes.length);
  return done > 0;
}

/** The first place from here on where something may begin; the end when there is none. */
function nextMark(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && IS_MARK[bytes[at] ?? 0] === 0) at += 1;
  return at;
}

/** The escape that begins here, or what is left out; 0 when there is none. */
function escapeAt(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte === PERCENT) return escape(hex(bytes, at + 1, 2), 3);
  const next = bytes[at + 1] ?? 0;
  if (byte === AMPERSAND) return next === HASH ? numberAt(bytes, at) : nameAt(bytes, at);
  if (byte !== BACKSLASH) return leftOut(lengthLeftOut(bytes, at));
  if (next === SMALL_U) return (bytes[at + 2] ?? 0) === OPEN_BRACE ? bracedAt(bytes, at) : character(hex(bytes, at + 2, 4), 6);
  if (next === SMALL_X) return escape(hex(bytes, at + 2, 2), 4);
  if (next === SMALL_N || next === SMALL_R) return escape(NEW_LINE, 2);
  if (next === SMALL_T) return escape(TAB, 2);
  return QUOTED.has(next) ? escape(next, 2) : octalAt(bytes, at);
}

function escape(code: number, length: number): number {
  return code >= 0 && code < 0x80 ? code * WIDTH + length : 0;
}

function leftOut(length: number): number {
  return length === 0 ? 0 : NOTHING * WIDTH + length;
}

/**
 * Of what breaks a text without changing what it says: long base64 and headers go on in the next line, behind blanks; UTF-16 that is
 * read as bytes has a NUL beside every letter; and some characters are not seen.
 */
function lengthLeftOut(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  if (byte === 0x00) return 1;
  if (byte === NEW_LINE || byte === 0x0d) {
    let end = at + 1;
    while (end < at + WIDTH - 1 && (bytes[end] === 0x20 || bytes[end] === TAB || bytes[end] === 0x00)) end += 1;
    return end - at;
  }
  const [second = 0, third = 0] = [bytes[at + 1], bytes[at + 2]];
  if (byte === 0xc2) return isUnseen(second) ? 2 : 0;
  return isUnseen(((byte & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f)) ? 3 : 0;
}

/** Soft hyphen, zero-width space, non-joiner and joiner, marks of direction, word joiner, byte order mark. */
function isUnseen(code: number): boolean {
  return code === 0xad || (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code === 0xfeff;
}

/** An escape that can stand for any character, and so for one that is not seen. */
function character(code: number, length: number): number {
  return isUnseen(code) ? leftOut(length) : escape(code, length);
}

/** `\u{63}` */
function bracedAt(bytes: Buffer, at: number): number {
  let end = at + 3;
  while (end < at + 3 + MOST_DIGITS && valueOf(bytes[end]) !== -1) end += 1;
  return bytes[end] === CLOSE_BRACE ? character(hex(bytes, at + 3, end - at - 3), end + 1 - at) : 0;
}

/** `\143` */
function octalAt(bytes: Buffer, at: number): number {
  let code = 0;
  let end = at + 1;
  for (; end < at + 4 && ((bytes[end] ?? 0) & 0xf8) === 0x30; end += 1) code = code * 8 + ((bytes[end] ?? 0) & 7);
  return end === at + 1 ? 0 : escape(code, end - at);
}

/** `&#99;` or `&#x63;` */
function numberAt(bytes: Buffer, at: number): number {
  const from = ((bytes[at + 2] ?? 0) | 0x20) === SMALL_X ? at + 3 : at + 2;
  let code = -1;
  let end = from;
  for (; end < from + MOST_DIGITS; end += 1) {
    const digit = valueOf(bytes[end]);
    if (digit === -1 || (from === at + 2 && digit > 9)) break;
    code = Math.max(code, 0) * (from === at + 2 ? 10 : 16) + digit;
  }
  return character(code, end - at + (bytes[end] === SEMICOLON ? 1 : 0));
}

function nameAt(bytes: Buffer, at: number): number {
  for (const [name, code] of NAMES) {
    let length = 0;
    while (length < name.length && bytes[at + 1 + length] === name[length]) length += 1;
    if (length === name.length) return escape(code, 1 + length + (bytes[at + 1 + length] === SEMICOLON ? 1 : 0));
  }
  return 0;
}

/** The number that so many hexadecimal digits make; -1 when they are none. */
function hex(bytes: Buffer, at: number, digits: number): number {
  let value = 0;
  for (let index = at; index < at + digits; index += 1) {
    const digit = valueOf(bytes[index]);
    if (digit === -1) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function valueOf(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const small = byte | 0x20;
  return small >= 0x61 && small <= 0x66 ? small - 0x57 : -1;
}
