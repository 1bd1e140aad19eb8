import { visible } from '#lib/text.ts';

/** Names that are offered side by side, so that each can be told from the others. Pure. */

/** What is easily taken for another character: no letter or digit, or written in another way than usual. */
const isOdd = (char: string): boolean => !/[\p{L}\p{N}]/u.test(char) || char.normalize('NFC') !== char;

/** A name with such characters by their numbers (`freezer<U+2011>1`), and in quotes where a space at an end would not be seen. */
function spelt(name: string): string {
  const text = visible(name).replaceAll(/[^\0-\x7e]/gu, (char) => (isOdd(char) ? `<U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>` : char));
  return /^\s|\s$/u.test(name) && !text.startsWith('“') ? `“${text}”` : text;
}

/** As it looks: with one hyphen, and one space, for all that look like them. */
const look = (name: string): string => visible(name).normalize('NFKC').replaceAll(/\p{Pd}/gu, '-').replaceAll(/['‘-‛]/gu, "'").replaceAll(/["“-‟]/gu, '"').replaceAll(/\s+/gu, ' ').trim();

/** The names as they are shown beside what was typed: where one looks like another, or like that, with what tells them apart. */
export function toldApart(names: readonly string[], typed: string): readonly string[] {
  const looks = [...names, typed].map(look);
  return names.map((name, at) => (looks.some((other, index) => index !== at && other === looks[at]) ? spelt(name) : visible(name)));
}
