import { withoutUnseen } from '#lib/text.ts';
import { jsonTexts, partsOf } from './pasted-readings.ts';
import { isRowOfOurs, lineEntries, markdownIn, withoutHead, withoutTold } from './pasted-lines.ts';
import { MOST_LISTED } from './view.ts';

/** Names and SIDs out of a spreadsheet, a mail, a ticket or an address: text in, what to look for out. */

export interface Pasted {
  /** Each once, in the order they came. */
  readonly entries: readonly string[];
  /** How many came again. */
  readonly repeated: number;
  /** How many there were beyond `MOST_LISTED`, left out. */
  readonly beyond: number;
}

const SID = /^UV[0-9a-f]{32}$/iu;
/** A cell as spreadsheets copy one that holds a separator, or else everything up to the next separator; and that. */
const CELL = /(?:[^\S\r\n\t]*"([^"]*(?:""[^"]*)*)"[^\S\r\n\t]*(?=[\r\n\t,]|$)|([^\r\n\t,]*))(\r\n|[\r\n\t,]|$)/uy;
const LINE = /[^\r\n]*/uy;

/**
 * Cuts at line breaks, tabs and commas; not at semicolons, bars and spaces, which names may hold: what a line means that is no name, the index
 * finds out. Spaces around an entry are dropped, and quotes around a cell taken off (with what they protect). Of a link to a device, or a row
 * of one of our tickets or files, its SID is taken. A list of texts in JSON is these texts. A SID is one SID in capitals and small letters.
 */
export function parsePasted(text: string): Pasted {
  const seen = new Map<string, string>();
  let repeated = 0;
  for (const entry of entriesOf(text)) {
    const key = SID.test(entry) ? entry.toLowerCase() : entry;
    if (seen.has(key)) repeated += 1;
    else seen.set(key, entry);
  }
  const entries = [...seen.values()];
  return { entries: entries.slice(0, MOST_LISTED), repeated, beyond: Math.max(0, entries.length - MOST_LISTED) };
}

/** Entries as a text that is read back as them, one on a line. */
export function pastedText(entries: readonly string[]): string {
  return entries.map((entry) => `"${entry.replaceAll('"', '""')}"`).join('\n');
}

/** The entries with a name in the place of one of them, or of a part of one that stands for several. */
export function withName(entries: readonly string[], unknown: string, name: string): readonly string[] {
  if (entries.includes(unknown)) return entries.map((entry) => (entry === unknown ? name : entry));
  return entries.flatMap((entry) => partsOf(entry).find((parts) => parts.includes(unknown))?.map((part) => (part === unknown ? name : part)) ?? entry);
}

function* entriesOf(pasted: string): Generator<string> {
  // Half a surrogate pair cannot stand in an address.
  const whole = withoutHead(pasted.replaceAll(/\p{Cs}/gu, '\uFFFD'));
  const texts = jsonTexts(whole) ?? [];
  // One alone may be a name that looks like such a list.
  if (texts.length > 1) {
    for (const one of texts) yield* lineEntries(one, null) ?? (one.trim() === '' ? [] : [one]);
    return;
  }
  const markdown = markdownIn(whole);
  const text = markdown === 'ticket' ? withoutTold(whole) : whole;
  for (let at = 0; at < text.length; ) {
    LINE.lastIndex = at;
    const [line = ''] = LINE.exec(text) ?? [];
    const known = lineEntries(line, markdown);
    if (known === null) at = yield* row(text, at);
    else {
      yield* known;
      at += line.length + 1;
    }
  }
}

/** The entries of the cells from `from` up to the end of their row. Returns where the next one begins. */
function* row(text: string, from: number): Generator<string, number> {
  const cells: string[] = [];
  let separator: string;
  let tabs = true;
  CELL.lastIndex = from;
  do {
    const [, quoted, bare = '', after = ''] = CELL.exec(text) ?? [];
    cells.push(quoted === undefined ? withoutEdges(bare) : quoted.replaceAll('""', '"'));
    separator = after;
    tabs &&= separator !== ',';
  } while (separator === ',' || separator === '\t');
  const end = CELL.lastIndex;
  yield* isRowOfOurs(cells, tabs) ? cells.slice(1, 2) : cells.filter((cell) => cell.trim() !== '');
  return end;
}

/** Without the spaces around it; nothing, where there is nothing to see. Other spaces may belong to a name. */
function withoutEdges(cell: string): string {
  if (withoutUnseen(cell).trim() === '') return '';
  let [from, to] = [0, cell.length];
  while (cell[from] === ' ') from += 1;
  while (cell[to - 1] === ' ') to -= 1;
  return cell.slice(from, to);
}
