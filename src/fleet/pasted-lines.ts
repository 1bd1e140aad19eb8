import { withoutUnseen } from '#lib/text.ts';

/** Lines of a pasted text that are more than names: links to this console, and rows of its own tickets and files. Pure. */

const SID = /^UV[0-9a-f]{32}$/iu;
/** A sid as our tickets write one. */
const SPAN = /`(UV[0-9a-f]{32})`/giu;
/** The first two lines of one of our tickets about one device: its name, and which it is. */
const TICKET_NAME = /^\*\*`.*`\*\*$/u;
const TICKET_SID = /^- [^`]+`UV[0-9a-f]{32}`/iu;
/** What stands below the heads of a table. */
const RULE = /^\|[\s|:-]*---[\s|:-]*\|$/u;
/** A row of a table of ours: a name, and which device it is. */
const ROW = /^\|(?:[^|\\]|\\.)*\| `(UV[0-9a-f]{32})` \|/iu;
/** An address of this console, wherever it is served: of one device, or of a list of them. */
const LINK = /(?<![^\s<(["'])(?:https?:\/\/[^\s<>"|]*?)?\/devices(?:\/([^\s<>"|,;?#)\]]+)(?:[?#][^\s<>"|]*)?|\/?(?:\?[^\s<>"|#]*)?#list=([^\s<>"|]+))/giu;
/** What stands above the rows of one of our files: remarks, and the names of its columns. */
const HEAD = /^\ufeff?(?:"?#[^\r\n]*\r?\n)*"?name"?([,;\t])"?sid"?\1[^\r\n]*(?:\r?\n|$)/iu;
/** As every row of our files has one: when the device was read. */
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/u;

/** What of Markdown a text is: tickets of ours, or a table; null where names may look like a part of either. */
export function markdownIn(text: string): 'ticket' | 'table' | null {
  if (text.search(SPAN) !== -1) return 'ticket';
  return text.split(/[\r\n]/u).some((line) => RULE.test(line.trim())) ? 'table' : null;
}

/**
 * A text with tickets in it, each of one device with nothing but the line that says which device it is: its note and its changes speak of others. If
 * all of it is quoted, as in a mail, it is read without the signs of that.
 */
export function withoutTold(text: string): string {
  const lines = text.split(/\r\n|[\r\n]/u);
  const isQuoted = lines.every((line) => line.search(SPAN) === -1 || /^\s*>/u.test(line));
  const kept: string[] = [];
  /** The number of lines that were kept before the name of the ticket; null where none has begun. */
  let name: number | null = null;
  let inside = false;
  for (const line of isQuoted ? lines.map((one) => one.replace(/^\s*> ?/u, '')) : lines) {
    const seen = withoutUnseen(line).trim();
    if (inside && /^[->]/u.test(seen)) continue;
    inside = name !== null && TICKET_SID.test(seen);
    if (inside) kept.length = name ?? 0;
    if (TICKET_NAME.test(seen)) name = kept.length;
    else if (seen !== '') name = null;
    kept.push(line);
  }
  return kept.join('\n');
}

/** The text of one of our files without what stands above its rows; any other text as it is, but for a byte order mark. */
export function withoutHead(text: string): string {
  return text.replace(HEAD, '').replace(/^\ufeff/u, '');
}

/** What a line names by a link, or as a line of Markdown; null where it is read cell by cell. */
export function lineEntries(line: string, markdown: ReturnType<typeof markdownIn>): readonly string[] | null {
  const text = withoutUnseen(line).trim();
  if (text.startsWith('"')) return null;
  // A quotation: what somebody noted, which may name other devices.
  if (markdown === 'ticket' && text.startsWith('>')) return [];
  if (markdown === 'ticket' && /^(?:-\s|\*\*|\|)/u.test(text)) return ROW.exec(text)?.slice(1) ?? [...new Set([...text.matchAll(SPAN)].map(([, sid = '']) => sid))];
  const cells = markdown === 'table' ? /^\|(.+)\|$/u.exec(text)?.[1]?.trim() : undefined;
  if (cells !== undefined) return RULE.test(text) ? [] : [cells.split('|').map((cell) => cell.trim()).find((cell) => SID.test(cell)) ?? cells];
  const links = [...text.matchAll(LINK)];
  return links.length === 0 ? null : links.flatMap(([, device, list]) => (device === undefined ? (list ?? '').split(',') : [device]).flatMap((id) => decoded(id) || []));
}

/** Whether these are the cells of a row of ours, name and sid first: the others say more about that device. */
export function isRowOfOurs(cells: readonly string[], tabs: boolean): boolean {
  if (!SID.test(cells[1] ?? '') || cells.filter((cell) => SID.test(cell)).length > 1) return false;
  return tabs ? cells.length > 3 : cells.some((cell) => DATE.test(cell));
}

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}
