import { MOST_LISTED } from './view.ts';

/** Names and SIDs out of a spreadsheet, a mail or a ticket: text in, what to look for out. */

export interface Pasted {
  /** Each once, in the order they came. */
  readonly entries: readonly string[];
  /** How many came again. */
  readonly repeated: number;
  /** How many there were beyond `MOST_LISTED`, left out. */
  readonly beyond: number;
}

const SID = /^UV[0-9a-f]{32}$/iu;
/** A cell as spreadsheets copy one that holds a separator, with what has to follow it; or else everything up to the next separator. */
const CELL = /[^\S\r\n\t]*"([^"]*(?:""[^"]*)*)"[^\S\r\n\t]*(?=[\r\n\t,]|$)|[^\r\n\t,]+/gu;

/**
 * Cuts at line breaks, tabs and commas; not at semicolons and spaces, which names may hold. Spaces around an entry are
 * dropped, and quotes around a cell taken off (with what they protect). A SID is one SID in capitals and small letters.
 */
export function parsePasted(text: string): Pasted {
  const seen = new Map<string, string>();
  let repeated = 0;
  // Half a surrogate pair cannot stand in an address.
  for (const [whole, quoted] of text.replaceAll(/\p{Cs}/gu, '\uFFFD').matchAll(CELL)) {
    const entry = quoted === undefined ? whole.trim() : quoted.replaceAll('""', '"');
    if (entry.trim() === '') continue;
    const key = SID.test(entry) ? entry.toLowerCase() : entry;
    if (seen.has(key)) repeated += 1;
    else seen.set(key, entry);
  }
  const entries = [...seen.values()];
  return { entries: entries.slice(0, MOST_LISTED), repeated, beyond: Math.max(0, entries.length - MOST_LISTED) };
}
