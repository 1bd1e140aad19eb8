import * as z from 'zod/mini';
import { errorCode } from '#fleet/health.ts';

/**
 * What update error codes mean to the people of this account, in their own words: the API publishes no meaning, and this console
 * invents none. Pure.
 */

/** All of it has to fit into what a browser keeps for a site. */
export const MOST_CODES = 500;
export const LONGEST_CODE = 200;
export const LONGEST_MEANING = 500;
export const LONGEST_LINK = 1_000;

const entrySchema = z.object({
  /** As text: 118 and "118" are the same code to read and to search for. */
  code: z.string().check(z.minLength(1), z.maxLength(LONGEST_CODE)),
  meaning: z.string().check(z.minLength(1), z.maxLength(LONGEST_MEANING)),
  /** Where one reads what to do. Never used as it is stored or imported, see `runbookLink`. */
  link: z.nullable(z.string().check(z.maxLength(LONGEST_LINK))),
});
export type CodeEntry = z.infer<typeof entrySchema>;

/** In the order of `byCode`; no code twice. */
export const codesSchema = z.array(entrySchema).check(z.maxLength(MOST_CODES));

/** The address that a runbook's link leads to; null for what is none: anything but http and https, or with a password in it. */
export function runbookLink(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && username === '' && password === '' && href.length <= LONGEST_LINK ? href : null;
}

/** A code as the dictionary has it; null for 0 and null, which are none. */
export function codeKey(code: number | string | null): string | null {
  const said = errorCode(code);
  return said === null ? null : String(said);
}

const tables = new WeakMap<readonly CodeEntry[], ReadonlyMap<string, CodeEntry>>();

/** What the dictionary says of a code; null for nothing. */
export function entryOf(entries: readonly CodeEntry[], code: number | string | null): CodeEntry | null {
  const key = codeKey(code);
  if (key === null) return null;
  let table = tables.get(entries);
  if (table === undefined) {
    table = new Map(entries.map((entry) => [entry.code, entry]));
    tables.set(entries, table);
  }
  return table.get(key) ?? null;
}

/** Numbers by their size, then all else by its letters. */
export function byCode(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) || (a < b ? -1 : 1);
}

/** The entries with this one, in place of the one with the code `before`, if any, and of its own. */
export function withEntry(entries: readonly CodeEntry[], entry: CodeEntry, before: string | null = null): CodeEntry[] {
  return [...entries.filter(({ code }) => code !== entry.code && code !== before), entry].toSorted((a, b) => byCode(a.code, b.code));
}

export function withoutEntry(entries: readonly CodeEntry[], code: string): CodeEntry[] {
  return entries.filter((entry) => entry.code !== code);
}
