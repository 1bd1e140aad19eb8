import { DEVICE_SID } from '#api/schema.ts';
import { grown } from './date-column.ts';

const DIGITS = 32;
const NOTHING = -1;

/** What is not to be kept between two calls. */
const asked = new Uint32Array(4);

/**
 * Sids by row, and rows by sid: the 32 digits in four numbers instead of a text (a fourth of the memory), and a hash table
 * of row numbers instead of a Map of texts (a tenth). Capitals and small letters are the same digit, so that a sid is one
 * device however it is written; it is shown as it came last.
 */
export class SidColumn {
  /** Eight digits each, the first in the first. */
  words: readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] = [new Uint32Array(0), new Uint32Array(0), new Uint32Array(0), new Uint32Array(0)];
  size = 0;
  /** Those that are not all in small letters, as they came. */
  readonly capitals = new Map<number, string>();
  /** Row + 1 at the place its digits hash to, or after it; 0 is free. Never more than two thirds full; its length is a power of two. */
  #table = new Uint32Array(1024);

  grow(capacity: number): void {
    const [a, b, c, d] = this.words;
    const wider = (word: Uint32Array): Uint32Array => grown(word, new Uint32Array(capacity));
    this.words = [wider(a), wider(b), wider(c), wider(d)];
    const length = 2 ** Math.ceil(Math.log2(capacity * 1.5));
    if (length > this.#table.length) this.#rehash(length);
  }

  /** As it came. */
  text(row: number): string {
    return this.capitals.get(row) ?? textOf(this.words, row);
  }

  /** Undefined for what is not held, or no sid. */
  rowOf(sid: string): number | undefined {
    return DEVICE_SID.test(sid) ? this.held(sid) : undefined;
  }

  /** The row that another column holds the sid of this row in; undefined when it holds none. */
  rowIn(other: SidColumn, row: number): number | undefined {
    this.#load(row);
    return other.#asked();
  }

  /** The row of what is known to be a sid. */
  held(sid: string): number | undefined {
    read(sid);
    return this.#asked();
  }

  #asked(): number | undefined {
    const row = (this.#table[this.#place()] ?? 0) - 1;
    return row === NOTHING ? undefined : row;
  }

  /** @param row one that holds no sid. Returns false, and does nothing, when another row holds this sid. */
  add(row: number, sid: string): boolean {
    read(sid);
    for (let index = 0; index < 4; index += 1) {
      const word = this.words[index];
      if (word !== undefined) word[row] = asked[index] ?? 0;
    }
    this.rewrite(row, sid);
    return this.index(row);
  }

  /** The same sid came, perhaps in other letters. */
  rewrite(row: number, sid: string): void {
    if (/[A-F]/u.test(sid)) this.capitals.set(row, sid);
    else if (this.capitals.size > 0) this.capitals.delete(row);
  }

  /** Makes a row whose words are set known by its sid; false when another row is. */
  index(row: number): boolean {
    this.#load(row);
    const place = this.#place();
    if (this.#table[place] !== 0) return false;
    this.#table[place] = row + 1;
    this.size += 1;
    return true;
  }

  remove(row: number): void {
    this.#load(row);
    this.capitals.delete(row);
    const mask = this.#table.length - 1;
    let gap = this.#place();
    this.#table[gap] = 0;
    this.size -= 1;
    // Whoever had to go further because of this one moves up.
    for (let at = (gap + 1) & mask; this.#table[at] !== 0; at = (at + 1) & mask) {
      const other = (this.#table[at] ?? 0) - 1;
      this.#load(other);
      const home = hash() & mask;
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      this.#table[gap] = other + 1;
      this.#table[at] = 0;
      gap = at;
    }
  }

  #load(row: number): void {
    for (let index = 0; index < 4; index += 1) asked[index] = this.words[index]?.[row] ?? 0;
  }

  /** Where the asked sid stands in the table, or would stand. */
  #place(): number {
    const [a, b, c, d] = this.words;
    const mask = this.#table.length - 1;
    let at = hash() & mask;
    for (;;) {
      const row = (this.#table[at] ?? 0) - 1;
      if (row === NOTHING || (a[row] === asked[0] && b[row] === asked[1] && c[row] === asked[2] && d[row] === asked[3])) return at;
      at = (at + 1) & mask;
    }
  }

  #rehash(length: number): void {
    const rows = this.#table;
    this.#table = new Uint32Array(length);
    for (const entry of rows) {
      if (entry === 0) continue;
      this.#load(entry - 1);
      this.#table[this.#place()] = entry;
    }
  }

  /** Tests rows for a folded text in their sid; null when it stands in no sid at all, because it holds other characters. */
  part(text: string): ((row: number) => boolean) | null {
    const found = /^(?:(u?v)?([0-9a-f]*)|u)$/u.exec(text);
    const digits = found?.[2] ?? '';
    if (found === null || digits.length > DIGITS) return null;
    if (digits === '') return () => true;
    const head = digits.slice(0, 8);
    const begins = found[1] === undefined ? this.#anywhere(head) : this.#first(head);
    return digits.length <= 8 ? begins : (row) => begins(row) && this.text(row).toLowerCase().includes(text);
  }

  /** At most eight digits at the beginning. */
  #first(digits: string): (row: number) => boolean {
    const [a] = this.words;
    const wanted = Number.parseInt(digits, 16);
    const drop = 32 - digits.length * 4;
    return (row) => (a[row] ?? 0) >>> drop === wanted;
  }

  /** At most eight digits at any place: at all eight places of a number at once. */
  #anywhere(digits: string): (row: number) => boolean {
    const words = this.words.map((word) => new Int32Array(word.buffer));
    const wanted = Int32Array.from(digits, (digit) => Number.parseInt(digit, 16) * 0x1111_1111);
    // What begins near the end has to end with it.
    const ending = 0x8888_8888 << (4 * (digits.length - 1));
    return (row) => {
      for (let word = 0; word < 4; word += 1) {
        const here = words[word]?.[row] ?? 0;
        const next = words[word + 1]?.[row] ?? 0;
        // The highest bit of each place where the digits begin; they may go on in the next number.
        let found = word === 3 ? ending : -1;
        for (let at = 0; at < wanted.length && found !== 0; at += 1) {
          const differs = ((here << (4 * at)) | ((next >>> 1) >>> (31 - 4 * at))) ^ (wanted[at] ?? 0);
          found &= ~((((differs & 0x7777_7777) + 0x7777_7777) | 0) | differs | 0x7777_7777);
        }
        if (found !== 0) return true;
      }
      return false;
    };
  }
}

const codes: number[] = Array.from('UV'.padEnd(2 + DIGITS), (letter) => letter.charCodeAt(0));

/** By character codes: `toString` takes ten times as long, and a list is 100,000 of them. */
function textOf(words: SidColumn['words'], row: number): string {
  for (let word = 0; word < 4; word += 1) {
    const digits = words[word]?.[row] ?? 0;
    for (let at = 0; at < 8; at += 1) {
      const digit = (digits >>> (28 - 4 * at)) & 15;
      codes[2 + word * 8 + at] = digit < 10 ? 48 + digit : 87 + digit;
    }
  }
  return String.fromCharCode(...codes);
}

/** Reads the digits of a sid into `asked`. */
function read(sid: string): void {
  for (let word = 0; word < 4; word += 1) {
    let value = 0;
    for (let at = 2 + word * 8; at < 10 + word * 8; at += 1) {
      const code = sid.charCodeAt(at);
      // 0-9 are 48-57; A-F and a-f end in the bits 1 to 6.
      value = (value << 4) | (code < 58 ? code - 48 : (code & 7) + 9);
    }
    asked[word] = value;
  }
}

function hash(): number {
  let mixed = 0;
  for (let word = 0; word < 4; word += 1) {
    mixed = Math.imul(mixed ^ (asked[word] ?? 0), 0x9e37_79b1);
    mixed ^= mixed >>> 15;
  }
  return mixed;
}
