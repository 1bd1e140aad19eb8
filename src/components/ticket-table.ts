import { alignmentKind, driftAge, factsOf, statusOf, updateResultOf } from '#fleet/health.ts';
import type { FleetRow } from '#fleet/view.ts';
import { duration, utc } from '#lib/time.ts';
import { plural, t } from '#texts/t.ts';
import { paths } from '../paths.ts';
import { LONGEST_MEANING } from './code-dictionary.ts';
import { STATUS_WORDS } from './status-words.ts';
import { code as span, link, plain } from './ticket-markdown.ts';
import { dateText, listed, LONG, SHORT, type TicketContext } from './ticket.ts';

/** Many devices as a table in Markdown, for a ticket in another system. Pure. */

/** How many devices a table has at the most: more are too much for most ticket systems. */
export const MOST_ROWS = 200;

interface TableSubject {
  /** The first `MOST_ROWS` are taken. */
  readonly rows: readonly FleetRow[];
  /** What was noted of them in this browser, by sid; null when that is not known. */
  readonly notes: Readonly<Record<string, string>> | null;
  /** How many devices it is about in all. */
  readonly total: number;
  /** Why the total may grow still, as a sentence; null when it is all there is. */
  readonly part: string | null;
  /** Of our own, where exactly these devices are listed: `/devices?q=…`; null for the rows alone. */
  readonly path: string | null;
}

/** Many devices, as a table with a line each. Ends with a line feed. */
export function ticketTable({ rows: all, notes, total, part, path }: TableSubject, context: TicketContext): string {
  const rows = all.slice(0, MOST_ROWS);
  const noted = rows.some(({ device }) => noteOf(notes, device.sid) !== null);
  const heads = [t`Name`, t`SID`, t`Status`, t`Target App`, t`Running App`, t`Update result`, t`Code`, t`Updating for`, t`Last report`, ...(noted ? [t`Note`] : [])];
  const left = total - rows.length;
  const times = rows.map(({ at }) => at);
  const lines = [
    `**${plural(total, '# device', '# devices')}**`,
    '',
    row(heads),
    row(heads.map(() => '---')),
    ...rows.map((one) => row([...cells(one, context), ...(noted ? [noteCell(noteOf(notes, one.device.sid))] : [])])),
    '',
    ...(left > 0 ? [`- ${plural(left, '# more device is left out', '# more devices are left out')}`] : []),
    ...(part === null ? [] : [`- ${plain(part, LONG)}`]),
    ...(notes === null ? [`- ${t`Notes: not known, this browser could not look them up`}`] : []),
    ...(times.length === 0 ? [] : [`- ${asOfText(Math.min(...times), Math.max(...times))}`]),
    `- ${link(context.permalink(path ?? paths.devices({ list: rows.map(({ device }) => device.sid) })))}`,
  ];
  return `${lines.join('\n')}\n`;
}

function row(texts: readonly string[]): string {
  return `| ${texts.join(' | ')} |`;
}

/** Each device as it was read last: the older, the less is it still so. */
function asOfText(first: number, last: number): string {
  const [from, to] = [utc(first), utc(last)];
  return from === to ? t`As of ${from}, by the API’s clock` : t`Each as it was read between ${from} and ${to}, by the API’s clock`;
}

function noteOf(notes: Readonly<Record<string, string>> | null, sid: string): string | null {
  return notes !== null && Object.hasOwn(notes, sid) ? (notes[sid] ?? null) : null;
}

/** On one line, cut off where it would fill the table. */
function noteCell(note: string | null): string {
  return note === null ? '–' : plain(note.replaceAll(/\s+/gu, ' '), LONG);
}

function cells({ device, at, missingSince }: FleetRow, context: TicketContext): string[] {
  const facts = factsOf(device);
  const { word, code } = updateResultOf(facts);
  const status = statusOf(facts, listed(facts.target, context), at, context.limits);
  const under = ['drifting', 'never-reported'].includes(alignmentKind(facts)) ? driftAge(facts, at) : null;
  const entry = context.meaning(code);
  const said = word === null ? t`no status` : span(word, SHORT, true);
  const nameOf = (sid: string | null): string => (sid === null ? t`none` : span(context.apps?.get(sid)?.unique_name || sid, SHORT, true));
  return [
    device.unique_name ? span(device.unique_name, LONG, true) : '–',
    span(device.sid, SHORT, true),
    STATUS_WORDS[status],
    nameOf(facts.target),
    nameOf(facts.reported),
    missingSince === null ? said : t`${said}, not listed since ${utc(missingSince)}`,
    code === null ? '–' : [span(String(code), SHORT, true), entry && plain(entry.meaning, LONGEST_MEANING)].filter(Boolean).join(': '),
    under === null ? '–' : duration(under),
    dateText(device.app?.date_reported ?? null, true) ?? t`none`,
  ];
}
