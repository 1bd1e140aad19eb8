import { t } from '#texts/t.ts';

/**
 * JSON as text: where it breaks, and the same text laid out. Not by `JSON.parse` and `JSON.stringify`: the first says where in
 * words that differ from browser to browser, and both together write `12345678901234567890` and `1.0` as other numbers, drop a
 * key that stands twice, and undo escapes. What is laid out here is, but for its spaces, what was written.
 */

export type JsonReading =
  | { readonly ok: true; readonly pretty: string }
  /** `line` and `column` count from 1, the latter in characters as people see them, not in UTF-16 units. */
  | { readonly ok: false; readonly problem: string; readonly line: number; readonly column: number };

/** Deeper than this it is no longer indented further: thousands of brackets would become millions of spaces. */
const DEEPEST = 40;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const WORD = /true|false|null/uy;
/** As far as it is in order. */
// oxlint-disable-next-line no-control-regex -- which characters a string may not hold
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy;
const SPACE = /[ \t\n\r]*/uy;
const PLAIN = /[^\s,:[\]{}"]+/uy;

class Broken extends Error {
  readonly at: number;
  constructor(at: number, problem: string) {
    super(problem);
    this.at = at;
  }
}

/** Whether somebody meant it to be JSON of several values: then what is wrong with it is worth saying. */
export function looksLikeJson(text: string): boolean {
  return /^\s*[{[]/u.test(text);
}

/** Reads a text as one JSON value (RFC 8259). */
export function readJson(text: string): JsonReading {
  try {
    return { ok: true, pretty: laidOut(text) };
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    const lines = text.slice(0, error.at).split(/\r\n|\n|\r/u);
    return { ok: false, problem: error.message, line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 };
  }
}

/** One open bracket: how it closes, and whether anything stands in it yet. */
interface Open {
  readonly close: '}' | ']';
  empty: boolean;
}

function laidOut(text: string): string {
  const out: string[] = [];
  const open: Open[] = [];
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const newLine = (): void => void out.push(`\n${'  '.repeat(Math.min(open.length, DEEPEST))}`);
  const string = (): void => {
    const start = at;
    const found = take(STRING);
    if (text[at] === '"') {
      at += 1;
      out.push(`${found}"`);
      return;
    }
    if (at === text.length) throw new Broken(start, t`This string has no end.`);
    throw new Broken(at, text[at] === '\\' ? t`This is no escape that JSON knows.` : t`A line break, tab or control character has to be escaped in a string.`);
  };
  const key = (): void => {
    take(SPACE);
    if (text[at] !== '"') throw new Broken(at, at === text.length ? t`It ends in the middle.` : t`A name in double quotes is expected here.`);
    string();
    take(SPACE);
    if (text[at] !== ':') throw new Broken(at, at === text.length ? t`It ends in the middle.` : t`A colon is expected here.`);
    at += 1;
    out.push(': ');
  };
  /** A value that is no object or array, or the bracket that opens one: true when one was opened. */
  const value = (): boolean => {
    take(SPACE);
    const char = text[at];
    if (char === '{' || char === '[') {
      at += 1;
      out.push(char);
      open.push({ close: char === '{' ? '}' : ']', empty: true });
      return true;
    }
    if (char === '"') string();
    else scalar();
    return false;
  };
  const scalar = (): void => {
    const start = at;
    const found = take(NUMBER) || take(WORD);
    // `01`, `1.` and `nullify` begin like something.
    const rest = take(PLAIN);
    if (found === '' || rest !== '') throw new Broken(start, start === text.length ? t`It ends in the middle.` : t`A value is expected here.`);
    out.push(found);
  };
  /** After a value: closes what it was the last of. Returns whether another one has to come. */
  const next = (): boolean => {
    for (let inner = open.at(-1); inner !== undefined; inner = open.at(-1)) {
      take(SPACE);
      const char = text[at];
      if (char === ',' && !inner.empty) {
        at += 1;
        out.push(',');
        return true;
      }
      if (char !== inner.close) {
        if (inner.empty) return true;
        throw new Broken(at, at === text.length ? t`It ends in the middle.` : t`A comma or ${inner.close} is expected here.`);
      }
      at += 1;
      open.pop();
      if (!inner.empty) newLine();
      out.push(inner.close);
      const outer = open.at(-1);
      if (outer) outer.empty = false;
    }
    return false;
  };
  for (;;) {
    const inner = open.at(-1);
    if (inner) {
      newLine();
      if (inner.close === '}') key();
    }
    const opened = value();
    if (inner && !opened) inner.empty = false;
    if (!next()) break;
  }
  take(SPACE);
  if (at < text.length) throw new Broken(at, t`Something stands after the end.`);
  return out.join('');
}
