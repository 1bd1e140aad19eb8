import * as z from 'zod/mini';
import { codesSchema, entryOf, MOST_CODES, runbookLink, withEntry, type CodeEntry } from '#components/code-dictionary.ts';
import { t } from '#texts/t.ts';

/** The dictionary as a file, for another browser or another person. Pure. */

const KIND = 'microvisor-fleet-console codes';
const fileSchema = z.object({ kind: z.literal(KIND), version: z.literal(1), codes: z.array(z.unknown()) });

/** Larger than anything that is written here, bytes. */
export const LARGEST_FILE = 5_000_000;

export function codesFile(entries: readonly CodeEntry[]): string {
  return `${JSON.stringify({ kind: KIND, version: 1, codes: entries }, null, 2)}\n`;
}

/** What a file would change. */
export interface Merge {
  /** In the file and not here. */
  readonly added: readonly CodeEntry[];
  /** Here in the same words. */
  readonly same: number;
  /** Here in other words: what is here, and what the file says. */
  readonly other: readonly { readonly here: CodeEntry; readonly file: CodeEntry }[];
  /** Left out, each with why, as they stand in the file; the first is number 1. */
  readonly refused: readonly { readonly number: number; readonly why: string }[];
}

/** Compares a file with what is here. Throws, with a sentence, when it is no such file. */
export function mergeOf(text: string, entries: readonly CodeEntry[]): Merge {
  const [added, other, refused]: [Map<string, CodeEntry>, Merge['other'][number][], Merge['refused'][number][]] = [new Map(), [], []];
  let same = 0;
  const seen = new Set<string>();
  for (const [index, one] of parseFile(text).entries()) {
    const entry = parseEntry(one);
    const why = typeof entry === 'string' ? entry : seen.has(entry.code) ? t`its code stands in the file before` : null;
    if (why !== null || typeof entry === 'string') {
      refused.push({ number: index + 1, why: why ?? '' });
      continue;
    }
    seen.add(entry.code);
    const here = entryOf(entries, entry.code);
    if (here === null && entries.length + added.size >= MOST_CODES) refused.push({ number: index + 1, why: t`more than ${MOST_CODES} are not kept` });
    else if (here === null) added.set(entry.code, entry);
    else if (here.meaning === entry.meaning && here.link === entry.link) same += 1;
    else other.push({ here, file: entry });
  }
  return { added: [...added.values()], same, other, refused };
}

/** The entries with what a file adds; what it says in other words only where `theirs`. */
export function merged(entries: readonly CodeEntry[], { added, other }: Merge, theirs: boolean): CodeEntry[] {
  return [...added, ...(theirs ? other.map(({ file }) => file) : [])].reduce<CodeEntry[]>((all, entry) => withEntry(all, entry), [...entries]);
}

/** One entry of a file; a few words when it is none. */
function parseEntry(value: unknown): CodeEntry | string {
  const parsed = codesSchema.safeParse([value]);
  if (!parsed.success) return t`it is no code with a meaning, or longer than can be kept (at “${parsed.error.issues[0]?.path.slice(1).join('.') ?? ''}”)`;
  const [entry] = parsed.data;
  if (entry === undefined || /^0?$/u.test(entry.code)) return t`0 is no error code`;
  if (entry.link === null) return entry;
  const link = runbookLink(entry.link);
  return link === null ? t`its link is not one of the web (http or https, without a password)` : { ...entry, link };
}

function parseFile(text: string): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Error(t`It is not JSON: this file was not written by “Export” here, or was changed since.`);
  }
  const file = fileSchema.safeParse(json);
  if (file.success) return file.data.codes;
  throw new Error(t`It is not a file of error codes (at “${file.error.issues[0]?.path.join('.') ?? ''}”).`);
}
