import { linkParts } from '#lib/links.ts';
import { clip, visible } from '#lib/text.ts';

/** Text from outside inside of Markdown, which must say what it says and do nothing else. Pure. */

/** What Markdown takes for more than text in the middle of a line; and what makes a link of an address that stands there bare. */
const SPECIAL = /[\\`*_[\]<>#|~&$]|:(?=\/\/)|(?<=www)\./giu;

/** Written by a person: as it is, with what Markdown would act on taken back, on one line, `max` characters at the most. */
export function plain(text: string, max: number): string {
  return clip(visible(text), max).replace(SPECIAL, String.raw`\$&`);
}

/**
 * Written by a device or the API: in a code span, where nothing is a link, a mention or an image. In a `table` a `|` would end the
 * cell even there; it is taken back by a backslash, and where one stands before it already all of it is `plain` text.
 */
export function code(text: string, max: number, table = false): string {
  const shown = clip(visible(text), max);
  if (shown === '') return '""';
  if (table && shown.includes('\\|')) return plain(text, max);
  const longest = Math.max(0, ...[...shown.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  // Where both ends are spaces, one of each is taken away; a backtick at an end would lengthen the fence.
  const room = /^[` ]|[` ]$/u.test(shown) ? ' ' : '';
  return `${fence}${room}${table ? shown.replaceAll('|', String.raw`\|`) : shown}${room}${fence}`;
}

/** Written by a person in several lines, as a quotation that stands in a list: text, in which addresses of web pages are links and nothing else is. */
export function quoted(text: string): string[] {
  return text.replaceAll(/\r\n?/gu, '\n').split('\n').map((line) => {
    const parts = linkParts(line).map(({ text: part, href }) => (href === null ? plain(part, Number.POSITIVE_INFINITY) : link(href)));
    // At the beginning of a line a dash or a number makes a list, an equals sign a heading.
    return `  > ${parts.join('').replace(/^(\s*(?:\d+)?)([-+=.)])/u, String.raw`$1\$2`)}`.trimEnd();
  });
}

/** An address of ours or one that has been checked: as a link that ends where it ends. */
export function link(href: string): string {
  return `<${href.replaceAll('|', '%7C').replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll(' ', '%20')}>`;
}
