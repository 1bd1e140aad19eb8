/**
 * A file `.env` as text of settings. What cannot be read for certain is refused: a setting that is lost in silence may be the one that
 * forbids changes, or the one that says whose API gets the credential.
 */

export interface EnvFile {
  values: ReadonlyMap<string, string>;
  /** In sentences that say where, and repeat nothing: any line may hold a credential. */
  problems: readonly string[];
}

/** A name as a shell takes it, and what people make of one by mistake. */
const NAME = /^[\w.-]+$/u;
/** Nobody sees these, so nobody can have meant them. A tab is as good as a blank. */
const INVISIBLE = /[\p{Cf}\p{Zl}\p{Zp}]|(?!\t)\p{Cc}/u;
const TYPOGRAPHIC = '[“”„‟‘’‚‛«»‹›″′]';
const CURLY = new RegExp(`^${TYPOGRAPHIC}|${TYPOGRAPHIC}$`, 'u');

/**
 * Reads UTF-8, and UTF-16 that begins with its mark, as some editors and shells write it.
 * @param file what the sentences call it
 */
export function parseEnvFile(bytes: Uint8Array, file: string): EnvFile {
  const text = decode(bytes);
  if (text === null) return { values: new Map(), problems: [`The file ${file} is not text in UTF-8. Save it as UTF-8.`] };
  const values = new Map<string, string>();
  const lineOf = new Map<string, number>();
  const problems: string[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/u).entries()) {
    const read = parseLine(line);
    if (read === null) continue;
    const where = `Line ${String(index + 1)} of ${file}`;
    if (typeof read === 'string') {
      problems.push(`${where} ${read}`);
      continue;
    }
    const before = lineOf.get(read.name);
    // An empty one counts as not set, so it contradicts nothing.
    if (read.value === '') continue;
    if (before === undefined) lineOf.set(read.name, index + 1);
    else problems.push(`${where} sets ${read.name}, which line ${String(before)} has set already: delete one of them.`);
    values.set(read.name, read.value);
  }
  return { values, problems };
}

/** Null when it is text of no kind that is read here. */
function decode(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  const encoding = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    // Takes the mark away.
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // UTF-16 without its mark is full of these, and UTF-32 with the mark of UTF-16.
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** A setting, the end of a sentence about a line that is none, or null where there is nothing to read. */
function parseLine(line: string): { name: string; value: string } | string | null {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return null;
  if (INVISIBLE.test(line)) return 'holds a character that cannot be seen. Type the line again.';
  const [, name = '', written = ''] = /^(?:export\s+)?([^\s=]+)\s*=(.*)$/u.exec(trimmed) ?? [];
  if (!NAME.test(name)) return 'is not a setting. Write NAME=value.';
  const value = parseValue(written);
  return typeof value === 'string' ? { name, value } : `sets ${name} to a value that ${value.problem}`;
}

function parseValue(written: string): string | { problem: string } {
  const text = written.trim();
  if (CURLY.test(text)) return { problem: 'stands in typographic quotation marks. Use " instead.' };
  const [quote = ''] = /^["'`]/u.exec(text) ?? [];
  if (quote !== '') {
    const [, quoted, rest = ''] = new RegExp(`^${quote}([^${quote}]*)${quote}(.*)$`, 'u').exec(text) ?? [];
    if (quoted === undefined) return { problem: `begins with ${quote} and does not end with it.` };
    if (!/^\s*(?:#.*)?$/u.test(rest)) return { problem: `goes on behind the second ${quote}. Put the whole value into quotation marks of another kind.` };
    return quoted;
  }
  const [value = ''] = written.split(/\s#/u, 1);
  // A shell reads on behind it, other programs do not.
  if (value.includes('#')) return { problem: 'holds a #, which some programs take for a comment. Put the value into quotation marks.' };
  return value.trim();
}
