/** The pseudo-locale: English that shows what was not marked (no brackets) and what does not fit (40 % longer). */
import { PSEUDO, type Catalogue } from './words.ts';

const PLAIN = 'aceghiklnorsuyzACDEGHIKLNORSUYZ';
const ACCENTED = 'áçéĝĥíķļñóŕšúýžÁÇĎÉĜĤÍĶĻÑÓŔŠÚÝŽ';
const accents = new Map([...PLAIN].map((letter, index) => [letter, [...ACCENTED][index] ?? letter]));

/** Words of the API and of the search language, and the gaps: they stay as they are. */
const KEPT = /(\{\d+\}|#|\b(?:API|Apps?|Configs?|Secrets?|SIDs?|HTTP|JSON|CSV|UTC|up-to-date|pending|error)\b)/u;

/** `⟦Ñéẃ ŕóĺĺóúţ ~~~⟧`. */
export function pseudoText(english: string): string {
  const text = english
    .split(KEPT)
    .map((part, index) => (index % 2 === 0 ? part.replaceAll(/[a-z]/giu, (letter) => accents.get(letter) ?? letter) : part))
    .join('');
  const letters = english.replaceAll(/\{\d+\}/gu, '').trim().length;
  // With spaces: a text may be broken where a translation could be, and not be cut for want of one.
  const more = 'ẁíđé '.repeat(Math.ceil((letters * 0.4) / 5)).slice(0, Math.ceil(letters * 0.4)).trim();
  return `⟦${text}${letters > 12 ? ' ' : ''}${more}⟧`;
}

export const pseudo: Catalogue = {
  language: PSEUDO,
  direction: 'ltr',
  text: pseudoText,
  plural: (forms, n) => pseudoText(forms.split('|')[n === 1 ? 0 : 1] ?? ''),
};
