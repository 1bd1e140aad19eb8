/**
 * Takes a layer of escapes off a text: those of JSON and of programs' sources, of URLs and forms, and of HTML. It works on
 * bytes and looks at each one once, so that its time grows with the length of the text and with nothing else.
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
const SMALL_N = 0x6e;
const SMALL_R = 0x72;
const SMALL_U = 0x75;
const SMALL_X = 0x78;
/**
 * By byte: 1 where an escape may begin. 2 for what is left out: long base64 is broken into lines, and UTF-16 that is read as
 * bytes has a NUL beside every letter.
 */
const IS_MARK = new Uint8Array(256);
for (const byte of [BACKSLASH, PERCENT, AMPERSAND]) IS_MARK[byte] = 1;
for (const byte of [NEW_LINE, 0x0d, 0x00]) IS_MARK[byte] = 2;

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

/**
 * Takes off one layer, as far as it stands for characters of ASCII. Null when there is none.
 * @param margin what is further away than so many bytes from every escape is left out: whoever has looked through it once
 * finds nothing new there
 */
export function peel(bytes: Buffer, margin: number): Buffer | null {
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
    const byte = bytes[at] ?? 0;
    const found = IS_MARK[byte] === 2 ? byte * 16 + 1 : escapeAt(bytes, at);
    if (found === 0) {
      at += 1;
      continue;
    }
    if (at > done) between(done, at);
    done = at + (found & 15);
    if (IS_MARK[found >> 4] !== 2) put(found >> 4, at, done);
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

/** The escape that begins here: what it stands for times 16, plus its length; 0 when it is none. */
function escapeAt(bytes: Buffer, at: number): number {
  if (bytes[at] === PERCENT) return escape(hex(bytes, at + 1, 2), 3);
  const next = bytes[at + 1] ?? 0;
  if (bytes[at] === AMPERSAND) return next === HASH ? numberAt(bytes, at) : nameAt(bytes, at);
  if (next === SMALL_U) return escape(hex(bytes, at + 2, 4), 6);
  if (next === SMALL_X) return escape(hex(bytes, at + 2, 2), 4);
  if (next === SMALL_N || next === SMALL_R) return escape(NEW_LINE, 2);
  return QUOTED.has(next) ? escape(next, 2) : 0;
}

function escape(code: number, length: number): number {
  return code >= 0 && code < 0x80 ? code * 16 + length : 0;
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
  return escape(code, end - at + (bytes[end] === SEMICOLON ? 1 : 0));
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
