import { withoutUnseen } from '#lib/text.ts';

/** What an entry of a pasted list may mean, besides what it says letter by letter. Pure. */

const SID = /(?<![\p{L}\p{N}])UV[0-9a-f]{32}(?![\p{L}\p{N}])/giu;

/** As it would have been typed: without what cannot be seen, and with the spaces and hyphens that a keyboard has. */
const typed = (text: string): string => withoutUnseen(text).replaceAll(/\p{Zs}/gu, ' ').replaceAll('\u2011', '-').trim();

/** What stands before an item of a list: `- a`, `1. a`, `- [x] a`. */
const BULLET = /^(?:[-*+•·–]|\d{1,5}[.)])\s+(?:\[[ x]\]\s+)?/iu;

/** The only text of a list in JSON. Lists of several are parted before. */
function single(text: string): string {
  const [only, more] = jsonTexts(text) ?? [];
  return more === undefined ? (only ?? text) : text;
}

/** The texts of a list of them in JSON; null for anything else. */
export function jsonTexts(text: string): readonly string[] | null {
  if (!/^\s*\[\s*"/u.test(text)) return null;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : null;
  } catch {
    return null;
  }
}

/** Out of quotes, a code span, bold letters or pointed brackets. */
function bare(text: string): string {
  const [, inner] = /^(?:"(.*)"|“(.*)”|„(.*)[“”]|«(.*)»|'(.*)'|‘(.*)’|`(.*)`|\*\*(.*)\*\*|<(.*)>)$/su.exec(text)?.filter((part) => part !== undefined) ?? [];
  return inner === undefined ? text : inner.trim();
}

/** Out of a list of items. */
const unlisted = (text: string): string => text.replace(BULLET, '');

/** Without what makes a text of a cell that a spreadsheet would take for a formula or a number: `'00123`, `="00123"`. */
function unguarded(text: string): string {
  const [, written] = /^="((?:[^"]|"")*)"$/su.exec(text) ?? [];
  return written === undefined ? text.replace(/^'/u, '') : written.replaceAll('""', '"');
}

/** With the characters that this console shows by their numbers: `a<U+200B>b`. */
function unshown(text: string): string {
  return text.replaceAll(/<U\+([0-9A-F]{4,6})>/gu, (shown, hex: string) => {
    const code = Number.parseInt(hex, 16);
    return code > 0x10_ff_ff ? shown : String.fromCodePoint(code);
  });
}

/** Most entries: nothing in them can be meant in another way. Only here for speed. */
const PLAIN = /^[A-Za-z0-9](?:[\x20-\x26\x28-\x3b\x3d-\x7e]*[\x21-\x26\x28-\x3b\x3d-\x7e])?$/u;

/** The texts that may be meant, the likeliest first: as it came, and then without what a mail, a ticket or a spreadsheet put around it. */
export function readingsOf(entry: string): ReadonlySet<string> {
  const all = new Set([entry]);
  if (PLAIN.test(entry) && !BULLET.test(entry)) return all;
  for (const change of [typed, unlisted, single, bare, unguarded, unshown]) for (const text of all) all.add(change(text) || text);
  return all;
}

/** The sids of devices that stand in a text with more in it: `name;UV…;aligned`, `SID: UV…`. */
export function sidsIn(text: string): readonly string[] {
  return [...new Set(withoutUnseen(text).match(SID))];
}

/** A line cut where lists are separated: at semicolons and bars, or else at spaces. Only where that makes at least two. */
export function partsOf(line: string): readonly (readonly string[])[] {
  return [/[;|]/u, /\s+/u].map((separator) => [...new Set(unlisted(line).split(separator).map((part) => part.trim()))].filter((part) => part !== '')).filter((parts) => parts.length > 1);
}
